import {
	array,
	boolean,
	catch as orElse,
	looseObject,
	object,
	optional,
	string,
	unknown
} from 'zod/mini';
import { fail, ok } from '$lib/base/result';
import { httpUrl } from '$lib/base/url';
import { currentAccount } from '$lib/session/account';
import type { SecurityPort } from './account-ports';
import { readAnswer } from './answers';
import { asUser } from './as-user';
import { rowsFor } from './error-rows';
import { errorFrom } from './errors';
import { lightHttp } from './light-http';

const flag = optional(looseObject({ enabled: orElse(boolean(), true) }));
const schema = object({
	capabilities: looseObject({
		'm.change_password': orElse(flag, undefined),
		'm.3pid_changes': orElse(flag, undefined),
		'm.set_displayname': orElse(flag, undefined),
		'm.set_avatar_url': orElse(flag, undefined),
		'm.profile_fields': optional(unknown())
	})
});
const fields = object({
	enabled: boolean(),
	allowed: optional(array(string())),
	disallowed: optional(array(string()))
});

/** What may be changed (client-server API, "Capabilities negotiation"); what is not named is allowed. */
export const capabilities: SecurityPort['capabilities'] = async (signal) => {
	const path = '/_matrix/client/v3/capabilities';
	const answer = await asUser(lightHttp, { method: 'GET', path, signal });
	const read = readAnswer(answer, schema, rowsFor.session);
	if (!read.ok) return read;
	const told = read.value.capabilities;
	const profile = fields.safeParse(told['m.profile_fields']);
	const may = (field: string, old: { enabled: boolean } | undefined): boolean => {
		if (!profile.success) return old?.enabled !== false;
		const { enabled, allowed, disallowed } = profile.data;
		return enabled && (allowed ? allowed.includes(field) : !disallowed?.includes(field));
	};
	return ok({
		changePassword: told['m.change_password']?.enabled !== false,
		changeThreepids: told['m.3pid_changes']?.enabled !== false,
		changeDisplayName: may('displayname', told['m.set_displayname']),
		changeAvatar: may('avatar_url', told['m.set_avatar_url'])
	});
};

const metadata = object({
	account_management_uri: optional(unknown()),
	account_management_actions_supported: orElse(optional(array(string())), undefined)
});

/** Where accounts of a homeserver with the OAuth 2.0 API are managed (client-server API, "Account management"). */
export const management: SecurityPort['management'] = async (signal) => {
	const account = currentAccount();
	if (!account) return fail({ kind: 'sessionEnded', soft: false });
	const path = '/_matrix/client/v1/auth_metadata';
	const { baseUrl } = account.server;
	const answer = await lightHttp.request({ baseUrl, method: 'GET', path, signal });
	if (answer.ok && answer.value.status >= 400 && answer.value.status < 500) {
		const error = errorFrom(answer.value);
		return error.kind === 'rateLimited' ? fail(error) : ok(undefined);
	}
	const read = readAnswer(answer, metadata);
	if (!read.ok) return read;
	const url = httpUrl(read.value.account_management_uri);
	const actions = read.value.account_management_actions_supported ?? [];
	return ok(url ? { url: url.href, actions } : undefined);
};
