import { CSV_BEGIN, CSV_TYPE, csvRow } from '$lib/base/csv';
import type { Job } from './states';

/** The accounts whose passwords are there to be handed over. */
export const withPasswords = ({ rows, outcomes }: Job) =>
	rows.flatMap((row, at) => {
		const outcome = outcomes[at];
		const password = outcome?.kind === 'made' ? outcome.password : undefined;
		return password ? [{ ...row, password }] : [];
	});

/**
 * The file that is handed over: a row for each new account with its password.
 * @param head the names of the columns: username, Matrix ID, display name, password, address
 * @param signIn where people sign in
 */
export function passwordsFile(job: Job, head: readonly string[], signIn: string): Blob {
	const rows = withPasswords(job).map(({ userId, displayName, password }) =>
		csvRow([userId.slice(1, userId.indexOf(':')), userId, displayName, password.reveal(), signIn])
	);
	return new Blob([CSV_BEGIN, csvRow(head), ...rows], { type: CSV_TYPE });
}
