import { LoaderCircle, type LucideIcon } from 'lucide-react';
import { type ButtonHTMLAttributes, useId } from 'react';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: 'primary' | 'second' | 'quiet';
  size?: 'normal' | 'phone';
  icon?: LucideIcon;
  busy?: boolean;
  /** Why the act is unavailable: the label stays, the reason is read with it. */
  unavailable?: string | null;
}

/** A button of ours. It keeps its place and its label in all its states. */
export const Button = ({
  kind = 'second',
  size = 'normal',
  icon: Icon,
  busy = false,
  unavailable = null,
  children,
  className = '',
  onClick,
  ...rest
}: ButtonProps) => {
  const why = useId();
  const off = busy || unavailable !== null;
  return (
    <>
      <button
        type="button"
        {...rest}
        className={`button button-${kind} button-${size} ${className}`}
        aria-disabled={off || undefined}
        aria-busy={busy || undefined}
        aria-describedby={unavailable ? why : undefined}
        onClick={off ? (event) => event.preventDefault() : onClick}
      >
        {busy ? <LoaderCircle className="turning" aria-hidden="true" /> : Icon && <Icon aria-hidden="true" />}
        {children}
      </button>
      {unavailable && (
        <span id={why} className="why-not">
          {unavailable}
        </span>
      )}
    </>
  );
};
