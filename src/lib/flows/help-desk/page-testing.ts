import { render } from '@testing-library/svelte';
import type { PortalError } from '$lib/base/errors';
import { ok, type Result } from '$lib/base/result';
import { textsFor } from '$lib/i18n/testing';
import type { UserPage, UserQuery } from '$lib/matrix/admin-ports';
import { portalOf, withPortal } from '$lib/matrix/testing';
import { withSignedIn } from '$lib/session/testing';
import HelpDesk from './HelpDesk.svelte';
import { user } from './testing';

/** The page of the list of users, on a homeserver that answers as it is told. */
export function showPage(users: (query: UserQuery) => Result<UserPage>, locale = 'en') {
	const asked: UserQuery[] = [];
	const ended: PortalError[] = [];
	const admin = {
		...portalOf().admin,
		users: (query: UserQuery) => {
			asked.push(query);
			return Promise.resolve(users(query));
		},
		userWithEmail: () => Promise.resolve(ok('@ada:example.org'))
	};
	const page = withPortal(
		withSignedIn(HelpDesk, (reason) => ended.push(reason)),
		portalOf({ admin })
	);
	const rendered = render(page, { props: {}, context: textsFor('help-desk', locale) });
	return { ...rendered, asked, ended };
}

/** So many users with the names that follow from their place in the list. */
export const listOf =
	(total: number) =>
	({ from, limit }: UserQuery): Result<UserPage> => {
		const count = Math.max(0, Math.min(limit, total - from));
		const users = Array.from({ length: count }, (_, index) => user(`user-${from + index}`));
		return ok({ users, total });
	};
