/** Signs identities in tests and benches. */
export const TEST_SECRET = 'a secret of the tests, long enough to sign';
