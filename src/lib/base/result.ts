import type { PortalError } from './errors';

/** The answer of everything that may fail as expected: a value, or the reason in the portal's own terms. */
export type Result<T> = { ok: true; value: T } | { ok: false; error: PortalError };

/** Wraps a value as a success. */
export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

/** Wraps an error as a failure. */
export const fail = (error: PortalError): Result<never> => ({ ok: false, error });
