import type { PasswordPort } from './account-ports';
import { confirmedRequest } from './confirmed';

/** Changes the password of whoever is signed in (client-server API, "Password management"). */
export const change: PasswordPort['change'] = ({ newPassword, logoutDevices, auth }, signal) =>
	confirmedRequest(
		{
			method: 'POST',
			path: '/_matrix/client/v3/account/password',
			body: { new_password: newPassword.reveal(), logout_devices: logoutDevices },
			signal
		},
		auth
	);
