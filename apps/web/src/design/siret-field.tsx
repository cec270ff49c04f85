import { TriangleAlert } from 'lucide-react';
import { useId } from 'react';
import { Invalid } from '#domain/refused';
import { parseSiret } from '#domain/siret';
import { fr } from '../fr';
import { Fr } from './typeset';

/** The digits of what was typed, or the sentence that says what is wrong with it (BR-01). */
export const readSiret = (typed: string): { siret: string; error: null } | { siret: null; error: string } => {
  try {
    return { siret: parseSiret(typed), error: null };
  } catch (refusal) {
    if (refusal instanceof Invalid) return { siret: null, error: refusal.sentence };
    throw refusal;
  }
};

interface SiretFieldProps {
  value: string;
  error: string | null;
  onChange: (typed: string) => void;
}

export const SiretField = ({ value, error, onChange }: SiretFieldProps) => {
  const id = useId();
  return (
    <div className={`field ${error ? 'field-wrong' : ''}`}>
      <label htmlFor={id}>{fr.siret.label}</label>
      <input
        id={id}
        className="figure"
        inputMode="numeric"
        autoComplete="off"
        value={value}
        aria-invalid={error !== null}
        aria-describedby={`${id}-help`}
        onChange={(event) => onChange(event.target.value)}
      />
      <p id={`${id}-help`} className="field-help" role={error ? 'alert' : undefined}>
        {error ? (
          <>
            <TriangleAlert aria-hidden="true" /> <Fr>{error}</Fr>
          </>
        ) : (
          fr.siret.help
        )}
      </p>
    </div>
  );
};
