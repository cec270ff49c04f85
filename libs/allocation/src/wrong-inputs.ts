import { type FieldError, Invalid } from '#domain/refused';
import type { EmployerInput, PlanInputs, PlanWeights, Position, StructureInput } from './plan-inputs';
import { wrongRules } from './wrong-rules';

/** The engine's tables: segments are told apart in 8 bits, structures in 16, values in 31. */
const MOST_SEGMENTS = 255;
const MOST_STRUCTURES = 65_535;
const MOST_VALUE = 2 ** 31 - 1;
const MOST_VISITS = 2 ** 30 - 1;

/** So many errors are named; who has more has one cause. */
const NAMED_AT_MOST = 100;

/** Throws `Invalid` when an input cannot be read as what it says it is; each is named by a JSON pointer into `inputs`. */
export function refuseWrongInputs(inputs: PlanInputs): void {
  const errors = wrongInputs(inputs);
  if (errors.length === 0) return;
  const few = errors.length === 1 ? 'une donnée est à corriger' : `${errors.length} données sont à corriger`;
  throw new Invalid(
    'plan-inputs-wrong',
    `Le plan ne peut pas être calculé : ${few}. ${errors[0]!.detail}`,
    errors.slice(0, NAMED_AT_MOST),
  );
}

function wrongInputs(inputs: PlanInputs): FieldError[] {
  return [
    ...wrongWeights(inputs.weights),
    ...wrongSegments(inputs.segments),
    ...wrongStructures(inputs.structures),
    ...wrongEmployers(inputs),
    ...wrongAffinities(inputs.affinities),
    ...wrongRules(inputs),
  ];
}

function wrongWeights(weights: PlanWeights): FieldError[] {
  const errors: FieldError[] = [];
  for (const [name, weight] of Object.entries(weights))
    if (!(weight >= 0 && Number.isFinite(weight)))
      errors.push(
        wrong(`/weights/${name}`, 'out-of-range', `Le poids « ${name} » doit être un nombre positif.`),
      );
  if (weights.hiresScale === 0)
    errors.push(
      wrong('/weights/hiresScale', 'out-of-range', 'L’échelle des embauches doit être au-dessus de 0.'),
    );
  if (weights.nextBestMinimumPercent > 100)
    errors.push(
      wrong(
        '/weights/nextBestMinimumPercent',
        'out-of-range',
        'Le seuil du partenaire suivant dépasse 100 %.',
      ),
    );
  const most =
    weights.visitEffect * 1.5 * (1 + weights.relationPercent / 100) +
    weights.incumbency +
    weights.publication;
  if (errors.length === 0 && most + 100 > MOST_VALUE)
    errors.push(
      wrong('/weights', 'too-large', 'Ces poids donnent à une visite plus de 2 147 postes : réduisez-les.'),
    );
  return errors;
}

function wrongSegments(segments: readonly string[]): FieldError[] {
  const errors = twice(segments, '/segments', 'Le segment');
  if (segments.length > MOST_SEGMENTS)
    errors.push(wrong('/segments', 'too-many', `Un plan compte au plus ${MOST_SEGMENTS} segments.`));
  return errors;
}

function wrongStructures(structures: readonly StructureInput[]): FieldError[] {
  const errors = twice(
    structures.map((one) => one.structureId),
    '/structures',
    'La structure',
  );
  if (structures.length > MOST_STRUCTURES)
    errors.push(wrong('/structures', 'too-many', `Un plan compte au plus ${MOST_STRUCTURES} structures.`));
  structures.forEach((structure, at) => {
    for (const name of ['capacity', 'taken'] as const) {
      const visits = structure[name];
      if (Number.isInteger(visits) && visits >= 0 && visits <= MOST_VISITS) continue;
      const what = name === 'capacity' ? 'la capacité' : 'le nombre de visites déjà promises';
      errors.push(
        wrong(
          `/structures/${at}/${name}`,
          'out-of-range',
          `${structure.name} : ${what} doit être un nombre entier de visites, 0 ou plus (reçu : ${visits}).`,
        ),
      );
    }
    errors.push(...wrongPosition(structure.position, `/structures/${at}/position`, structure.name));
  });
  return errors;
}

function wrongEmployers({ employers, segments }: PlanInputs): FieldError[] {
  const known = new Set(segments);
  const errors = twice(
    employers.map((one) => one.employerId),
    '/employers',
    'L’employeur',
  );
  employers.forEach((employer, at) => {
    const here = `/employers/${at}`;
    const name = `Employeur ${employer.employerId}`;
    if (!known.has(employer.segment))
      errors.push(
        wrong(
          `${here}/segment`,
          'unknown',
          `${name} : le segment « ${employer.segment} » n’est pas de ce plan.`,
        ),
      );
    errors.push(
      ...wrongFigures(employer, here, name),
      ...wrongPosition(employer.position, `${here}/position`, name),
    );
  });
  return errors;
}

function wrongFigures(employer: EmployerInput, here: string, name: string): FieldError[] {
  const errors: FieldError[] = [];
  if (!(employer.expectedHires >= 0 && Number.isFinite(employer.expectedHires)))
    errors.push(
      wrong(
        `${here}/expectedHires`,
        'out-of-range',
        `${name} : les embauches attendues doivent être 0 ou plus.`,
      ),
    );
  if (!(employer.capturedShare >= 0 && employer.capturedShare <= 1))
    errors.push(
      wrong(`${here}/capturedShare`, 'out-of-range', `${name} : la part captée doit être entre 0 et 1.`),
    );
  employer.knowledge.forEach(({ score }, at) => {
    if (score >= 0 && score <= 100) return;
    const detail = `${name} : un score de connaissance est entre 0 et 100 (reçu : ${score}).`;
    errors.push(wrong(`${here}/knowledge/${at}/score`, 'out-of-range', detail));
  });
  const partners = employer.knowledge.map((one) => one.partnerId);
  errors.push(...twice(partners, `${here}/knowledge`, `${name} : la connaissance du partenaire`));
  return errors;
}

function wrongPosition(position: Position | null, pointer: string, name: string): FieldError[] {
  if (position === null) return [];
  if (Math.abs(position.latitude) <= 90 && Math.abs(position.longitude) <= 180) return [];
  return [wrong(pointer, 'out-of-range', `${name} : la position n’est pas un point de la Terre.`)];
}

function wrongAffinities(affinities: PlanInputs['affinities']): FieldError[] {
  return Object.entries(affinities).flatMap(([audience, row]) =>
    Object.entries(row)
      .filter(([, affinity]) => !(affinity >= 0 && affinity <= 100))
      .map(([kind]) =>
        wrong(
          `/affinities/${audience}/${kind}`,
          'out-of-range',
          `L’affinité ${audience} × ${kind} est entre 0 et 100.`,
        ),
      ),
  );
}

function twice(ids: readonly string[], pointer: string, what: string): FieldError[] {
  const seen = new Set<string>();
  return ids.flatMap((id, at) => {
    if (!seen.has(id)) return seen.add(id) && [];
    return [wrong(`${pointer}/${at}`, 'duplicate', `${what} ${id} est présent deux fois.`)];
  });
}

const wrong = (pointer: string, code: string, detail: string): FieldError => ({ pointer, code, detail });
