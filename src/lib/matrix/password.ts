import type { PasswordPort } from './account-ports';
import { confirmedRequest } from './confirmed';
import { rowsFor } from './error-rows';
import type { Rows } from './errors';

const path = '/_matrix/client/v3/account/password';

// Nothing but the new password can be wrong in it: Synapse says so of one with more than 512 characters.
const tooLong: Rows = { M_BAD_JSON: { kind: 'passwordTooLong' } };

/** Changes the password of whoever is signed in (client-server API, "Password management"). */
export const change: PasswordPort['change'] = ({ newPassword, logoutDevices, auth }, signal) =>
	confirmedRequest(
		{
			method: 'POST',
			path,
			body: { new_password: newPassword.reveal(), logout_devices: logoutDevices },
			signal
		},
		auth,
		[tooLong, ...rowsFor.session]
	);

/** Asks for a change without a new password, to see how one is confirmed. */
export const probe: PasswordPort['probe'] = (signal) =>
	confirmedRequest({ method: 'POST', path, body: {}, signal }, undefined);
