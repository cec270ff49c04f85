import { Check, type LucideIcon } from 'lucide-react';
import { useId } from 'react';

interface Option<V extends string> {
  value: V;
  label: string;
  icon?: LucideIcon;
}

interface ChoiceProps<V extends string> {
  legend: string;
  hideLegend?: boolean;
  /** 'tiles' two by two with an icon, 'row' joined in one line. */
  shape: 'tiles' | 'row';
  options: readonly Option<V>[];
  value: V | null;
  error?: string | null;
  onChange: (value: V) => void;
}

/** One choice among a few: radios, drawn large, with a tick on the chosen one. */
export const Choice = <V extends string>({
  legend,
  hideLegend = false,
  shape,
  options,
  value,
  error = null,
  onChange,
}: ChoiceProps<V>) => {
  const name = useId();
  return (
    <fieldset
      className={`segmented segmented-${shape}`}
      aria-describedby={error ? `${name}-error` : undefined}
    >
      <legend className={hideLegend ? 'unseen' : undefined}>{legend}</legend>
      <div className="segmented-options">
        {options.map((option) => {
          const Icon = option.icon;
          return (
            <label key={option.value}>
              <input
                type="radio"
                name={name}
                value={option.value}
                checked={value === option.value}
                onChange={() => onChange(option.value)}
              />
              {Icon ? <Icon aria-hidden="true" /> : <Check className="segmented-tick" aria-hidden="true" />}
              <span>{option.label}</span>
            </label>
          );
        })}
      </div>
      {error && (
        <p id={`${name}-error`} className="field-error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
};
