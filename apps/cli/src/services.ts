/** Services that tell or hear facts: each has a database with the tables of messaging. */
export const SERVICES = [
  'partnership',
  'segmentation',
  'gateway',
  'prospecting',
  'offers',
  'bmo',
  'pilot',
] as const;

/** Every database of an installation. */
export const DATABASES = [...SERVICES, 'job-board'] as const;
