import { userGroups, userOrders } from '$lib/matrix/admin-ports';
import { firstView, type View } from './states';

/**
 * The view that an address names. It may have been written by others, so what is not known there is
 * as it is at first.
 */
export function viewIn({ searchParams }: URL): View {
	const page = Number(searchParams.get('page') ?? 1);
	return {
		search: (searchParams.get('search') ?? '').slice(0, 300),
		group: known(userGroups, searchParams.get('show')) ?? firstView.group,
		orderBy: known(userOrders, searchParams.get('sort')) ?? firstView.orderBy,
		descending: searchParams.get('order') === 'descending',
		page: Number.isSafeInteger(page) && page > 0 && page < 1e6 ? page : 1
	};
}

const known = <T extends string>(list: readonly T[], text: string | null): T | undefined =>
	list.find((one) => one === text);

/** The query of an address that names a view; '' for the first one. */
export function queryOf({ search, group, orderBy, descending, page }: View): string {
	const query = new URLSearchParams();
	if (search !== '') query.set('search', search);
	if (group !== firstView.group) query.set('show', group);
	if (orderBy !== firstView.orderBy) query.set('sort', orderBy);
	if (descending) query.set('order', 'descending');
	if (page > 1) query.set('page', page.toString());
	return query.size > 0 ? `?${query.toString()}` : '';
}
