import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { loadPiece, PIECE_MISSING } from './pieces';

const missing = vi.fn();
const lost = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));

beforeEach(() => {
	addEventListener(PIECE_MISSING, missing);
});

afterEach(() => {
	removeEventListener(PIECE_MISSING, missing);
	missing.mockClear();
	vi.restoreAllMocks();
});

test('a piece that comes is handed on', async () => {
	expect(await loadPiece(() => Promise.resolve('piece'))).toEqual({ ok: true, value: 'piece' });
	expect(missing).not.toHaveBeenCalled();
});

test('one that does not come is like a homeserver that does not answer, and is told', async () => {
	expect(await loadPiece(lost)).toEqual({ ok: false, error: { kind: 'unreachable' } });
	expect(missing).toHaveBeenCalledOnce();
});

test('without a network, nothing is known of the piece', async () => {
	vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
	expect(await loadPiece(lost)).toEqual({ ok: false, error: { kind: 'offline' } });
	expect(missing).not.toHaveBeenCalled();
});
