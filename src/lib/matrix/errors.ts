import type { PortalError } from '$lib/base/errors';
import type { HttpAnswer } from './http';
import { plainText } from './plain-text';

/** An error, or how to make it; an empty `detail` is filled with the homeserver's own text. */
export type Row = PortalError | ((body: Record<string, unknown>) => PortalError);

/** What codes mean: `M_CODE`, or `400 M_CODE` where the status matters. */
export type Rows = Readonly<Record<string, Row>>;

const refused: Row = { kind: 'refused', detail: '' };
const unsupported: Row = { kind: 'unsupported', detail: '' };

// The wait that a server names is kept within bounds; without a name there is one of our own.
const LEAST_WAIT_MS = 500;
const WAIT_MS = 10_000;
const LONGEST_WAIT_MS = 86_400_000;
const rateLimited: Row = ({ retry_after_ms: ms }) => ({
	kind: 'rateLimited',
	retryAfterMs:
		typeof ms === 'number' ? Math.min(Math.max(ms, LEAST_WAIT_MS), LONGEST_WAIT_MS) : WAIT_MS
});

/** What every request can meet. The rest is in `error-rows.ts`, and does not weigh on the first form. */
const everywhere: Rows = {
	M_FORBIDDEN: refused,
	M_UNAUTHORIZED: refused,
	M_UNRECOGNIZED: unsupported,
	M_LIMIT_EXCEEDED: rateLimited
};

const byBareStatus: Rows = {
	403: refused,
	404: unsupported,
	405: unsupported,
	413: { kind: 'tooLarge', detail: '' }
};

/**
 * What a homeserver answers, as one of the portal's own errors; the text of an error is never read
 * for its meaning. Client-server API, "Standard error response".
 * @param rows what codes mean for this request, in the order in which they are looked up
 * @returns `unknown`, with the code, when neither code nor status tells anything
 */
export function errorFrom({ status, body }: HttpAnswer, rows: readonly Rows[] = []): PortalError {
	const fields = typeof body === 'object' && body !== null ? { ...body } : {};
	const { errcode, error } = fields as Record<string, unknown>;
	const code = plainText(errcode, 100);
	const detail = plainText(error, 200);
	const row = rowFor(status, code, [...rows, everywhere]);
	if (!row) return { kind: 'unknown', errcode: code, detail };
	const found = typeof row === 'function' ? row(fields) : row;
	return 'detail' in found ? { ...found, detail } : found;
}

function rowFor(status: number, code: string | undefined, tables: Rows[]): Row | undefined {
	if (status === 429) return rateLimited;
	if (code) {
		for (const rows of tables) {
			const row = own(rows, `${status.toString()} ${code}`) ?? own(rows, code);
			if (row) return row;
		}
	}
	if (status >= 500) return { kind: 'serverFault', status, detail: '' };
	return code ? undefined : own(byBareStatus, status.toString());
}

/** Codes come from outside: `constructor` must not find what every object has. */
const own = (rows: Rows, code: string): Row | undefined =>
	Object.hasOwn(rows, code) ? rows[code] : undefined;
