/** What is injected by name, not by class. */
export const CONFIG = Symbol('the configuration of this process');
export const LOG = Symbol('the log of this service');
