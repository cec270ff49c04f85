import type { Employer } from '../api/employer';
import { Panel } from '../design/panel';
import { Fr } from '../design/typeset';
import { typeset } from '../format';
import { frEmployer } from '../fr-employer';

/** Each source apart: who reads can see which of them to correct. */
export const SourcesPanel = ({ employer }: { employer: Employer }) => {
  const { active, partialDiffusion, segment, knownByPartners, knownBy } = employer;
  return (
    <Panel id="sources" title={frEmployer.sources}>
      <dl className="facts">
        <dt>{frEmployer.registry}</dt>
        <dd>
          {active ? frEmployer.active : frEmployer.closed}
          {partialDiffusion && frEmployer.masked}
        </dd>
        <dt>{frEmployer.segment}</dt>
        <dd>
          {segment ? (
            <>
              {segment.label}
              <span className="caption employer-because">
                <Fr>{typeset(segment.because)}</Fr>
              </span>
            </>
          ) : (
            frEmployer.notSegmented
          )}
        </dd>
        <dt>{frEmployer.files}</dt>
        <dd>
          <Fr>{frEmployer.known(knownByPartners)}</Fr>
          {knownBy && knownBy.length > 0 && (
            <span className="caption employer-because">{knownBy.map(({ name }) => name).join(', ')}</span>
          )}
        </dd>
      </dl>
    </Panel>
  );
};
