import { Fragment, type ReactNode } from 'react';

/** Text whose narrow no-break spaces are given their width and whose `1er` stands as it should. */
export const Fr = ({ children }: { children: string }): ReactNode => <span>{pieces(children)}</span>;

const pieces = (text: string): ReactNode[] =>
  text.split(/(\u202f|\b1er\b)/).map((part, index) => {
    const key = `${index}${part}`;
    if (part === '\u202f') {
      return (
        <span className="gs" key={key}>
          {part}
        </span>
      );
    }
    return part === '1er' ? (
      <Fragment key={key}>
        1<sup>er</sup>
      </Fragment>
    ) : (
      part
    );
  });
