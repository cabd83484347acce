import { httpUrl } from './url';

/** The page of a homeserver with the OAuth 2.0 API on which accounts are managed. */
export interface Management {
	/** http(s) only. */
	url: string;
	/** What the page says that it can be opened for (`account_management_actions_supported`). */
	actions: readonly string[];
}

/** What a management page can be opened for: client-server API, "Account management URL discovery". */
export type ManagementAction =
	| 'org.matrix.profile'
	| 'org.matrix.devices_list'
	| 'org.matrix.device_view'
	| 'org.matrix.device_delete'
	| 'org.matrix.account_deactivate'
	| 'org.matrix.cross_signing_reset';

/** The names that these had before they were specified (MSC4191). */
const earlier: Partial<Record<ManagementAction, string>> = {
	'org.matrix.devices_list': 'org.matrix.sessions_list',
	'org.matrix.device_view': 'org.matrix.session_view',
	'org.matrix.device_delete': 'org.matrix.session_end'
};

/**
 * Where a task is done on a homeserver's own page. An action that the page does not list would end
 * on an error page, so then it is the bare page.
 * @param action left out for what no action is specified for, such as the password
 * @param deviceId the session that the action is about
 * @returns undefined when the homeserver names no page, or none that can be opened
 */
export function managementUrl(
	management: Management | undefined,
	action?: ManagementAction,
	deviceId?: string
): string | undefined {
	const url = httpUrl(management?.url);
	if (!url || !management) return undefined;
	const listed = [action, action && earlier[action]].find(
		(name) => name !== undefined && management.actions.includes(name)
	);
	if (listed === undefined) return url.href;
	url.searchParams.set('action', listed);
	if (deviceId !== undefined) url.searchParams.set('device_id', deviceId);
	return url.href;
}
