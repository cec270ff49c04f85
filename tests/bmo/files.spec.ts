import { intentionsLayout } from '../../apps/bmo/src/imports/intentions-file';
import { looksLikeHeader, openDataLayout } from '../../apps/bmo/src/imports/open-data-file';
import { HEADER, siretOf } from './survey';

describe('The open data of the BMO survey', () => {
  const line = {
    year: '2024',
    fap: 'A0X40',
    dept: '57',
    basin: '4431',
    name: 'METZ',
    met: '19',
    xmet: '15',
    smet: '*',
  };
  const figure = {
    year: 2024,
    departement: '57',
    basin: '4431',
    basinName: 'METZ',
    fapCode: 'A0X40',
    projects: 19,
    difficult: 15,
    seasonal: null,
  };

  test.each([
    [
      'of 2024',
      'annee,Code métier BMO,Nom métier BMO,Famille_met,Lbl_fam_met,REG,NOM_REG,Dept,NomDept,BE24,NOMBE24,met,xmet,smet',
      [
        line.year,
        line.fap,
        'Agriculteurs',
        'Z',
        'Autres métiers',
        '44',
        'Grand Est',
        line.dept,
        'Moselle',
        line.basin,
        line.name,
        line.met,
        line.xmet,
        line.smet,
      ],
    ],
    [
      'of another year, in another order, without a column for the year',
      'BE24,NOMBE24,Dept,NomDept,CODE METIER BMO,NOM METIER BMO,smet,met,xmet',
      [line.basin, line.name, line.dept, 'Moselle', line.fap, 'Agriculteurs', line.smet, line.met, line.xmet],
    ],
    [
      'with words for names',
      'Année,Code FAP,Libellé FAP,Code bassin,Nom bassin,Département,Projets,Projets difficiles,Projets saisonniers',
      [line.year, line.fap, 'Agriculteurs', line.basin, line.name, line.dept, line.met, line.xmet, line.smet],
    ],
  ])('are read %s', (_, header, cells) => {
    expect(looksLikeHeader(header.split(','))).toBe(true);
    expect(openDataLayout(header.split(','), null)(cells)).toEqual({
      row: { ...figure, fapLabel: 'Agriculteurs' },
    });
  });

  const header = ['annee', 'Code métier BMO', 'BE24', 'met', 'xmet', 'smet'];
  const read = openDataLayout(header, null);

  test('keep a secret as a secret: * is no number, and never 0', () => {
    expect(read(['2024', 'A0X40', '4431', '*', '', '0'])).toMatchObject({
      row: { projects: null, difficult: null, seasonal: 0 },
    });
  });

  test('refuse a line by its column and cause', () => {
    const cause = (...cells: string[]) => (read(cells) as { fault?: object }).fault;
    expect(cause('2024', '', '4431', '1', '1', '1')).toMatchObject({
      field: 'Code métier BMO',
      cause: 'missing',
    });
    expect(cause('2024', 'A0X40', '4431', 'beaucoup', '1', '1')).toMatchObject({
      field: 'met',
      cause: 'not-a-number',
    });
    expect(cause('24', 'A0X40', '4431', '1', '1', '1')).toMatchObject({
      field: 'annee',
      cause: 'not-a-date',
    });
  });

  test('are refused whole when the file is another one, or of no known year', () => {
    expect(() => openDataLayout(['siret', 'nom'], null)).toThrow(
      expect.objectContaining({ reason: 'columns-missing' }),
    );
    const undated = ['Code FAP', 'Code bassin', 'met', 'xmet', 'smet'];
    expect(() => openDataLayout(undated, null)).toThrow(expect.objectContaining({ reason: 'year-unknown' }));
    expect(openDataLayout(undated, 2019)(['A0X40', '4431', '1', '1', '1'])).toMatchObject({
      row: { year: 2019 },
    });
  });
});

describe('A file of individual intentions', () => {
  const read = intentionsLayout(HEADER.split(';'), false);
  const cells = (change: Partial<Record<number, string>> = {}) =>
    ['R-1', siretOf(1), 'l1x60', '3', 'oui', 'non', '2027-03', 'oui'].map(
      (cell, index) => change[index] ?? cell,
    );

  test('is read as documented', () => {
    expect(read(cells())).toEqual({
      row: {
        responseId: 'R-1',
        siret: siretOf(1),
        fapCode: 'L1X60',
        positions: 3,
        seasonal: true,
        difficult: false,
        hiringMonth: '2027-03-01',
        communicable: true,
      },
    });
    expect(read(cells({ 6: '03/2027' }))).toMatchObject({ row: { hiringMonth: '2027-03-01' } });
    expect(read(cells({ 6: '' }))).toMatchObject({ row: { hiringMonth: null } });
  });

  test('leaves an answer not communicable unless it says otherwise', () => {
    expect(read(cells({ 7: '' }))).toMatchObject({ row: { communicable: false } });
    const without = intentionsLayout(['siret', 'fap', 'projets'], false);
    expect(without([siretOf(1), 'L1X60', '2'])).toMatchObject({
      row: { responseId: siretOf(1), communicable: false, seasonal: false },
    });
  });

  test('refuses a line without repeating what stands in it', () => {
    const faults = [
      cells({ 1: '12345678900000' }),
      cells({ 2: 'Z9Z99' }),
      cells({ 3: '-2' }),
      cells({ 3: '0' }),
      cells({ 6: '2027-13' }),
      cells({ 7: 'peut-être' }),
    ].map((line) => (read(line) as { fault: { field: string; cause: string; value?: string } }).fault);
    expect(faults.map(({ field, cause }) => [field, cause])).toEqual([
      ['siret', 'siret-check-digit'],
      ['code_fap', 'not-in-list'],
      ['nombre', 'not-a-number'],
      ['nombre', 'not-a-number'],
      ['mois_embauche', 'not-a-date'],
      ['communicable', 'not-in-list'],
    ]);
    for (const fault of faults) expect(fault).not.toHaveProperty('value');
  });
});
