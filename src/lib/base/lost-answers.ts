import { isPassing, type PortalError } from './errors';

/**
 * No answer came, or none of the homeserver's own: what was sent may have arrived, and a password with
 * it, which is not sent again by itself.
 */
export const isLost = (error: PortalError): boolean =>
	isPassing(error) && error.kind !== 'rateLimited';

/** The same, and whatever else a homeserver may say after it has acted: for what cannot be undone. */
export const mayHaveActed = (error: PortalError): boolean =>
	isPassing(error) || error.kind === 'serverFault' || error.kind === 'badAnswer';
