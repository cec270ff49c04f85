import type { Loading } from './loading';

/** The employers' oppositions, recorded by the partner that heard each (BR-110). */
export async function recordOptOuts(loading: Loading, keys: ReadonlyMap<string, string>): Promise<void> {
  const { optOuts } = loading.demonstration;
  for (const { partnerCode, ...body } of optOuts)
    await loading.post('/v1/opt-outs', `opt-out-${body.siret}`, body, keys.get(partnerCode)!);
  loading.say(`Oppositions : ${optOuts.length}`);
}
