/**
 * The path of the help desk's page of one user, without the language.
 * @param task one of the tasks that can be done for a user; undefined: the page that leads to them
 */
export function userPath(userId: string, task?: string): string {
	const query = new URLSearchParams({ id: userId, ...(task !== undefined && { task }) });
	return `/help-desk/user?${query.toString()}`;
}
