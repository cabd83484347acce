import { EventEmitter } from 'node:events';
import type { CDPSession } from '@playwright/test';
import { expect, test, vi } from 'vitest';
import { Wire } from './wire.ts';

/** A browser that reports what it is told to. */
function listened() {
	const session = new EventEmitter();
	const wire = new Wire(session as unknown as CDPSession);
	const sends = (requestId: string, url: string, type: string, timestamp: number) =>
		session.emit('Network.requestWillBeSent', { requestId, request: { url }, type, timestamp });
	const answers = (requestId: string, timestamp: number, encodedDataLength: number) =>
		session.emit('Network.responseReceived', {
			requestId,
			timestamp,
			response: { encodedDataLength }
		});
	const gives = (requestId: string, timestamp: number, encodedDataLength: number) =>
		session.emit('Network.dataReceived', { requestId, timestamp, encodedDataLength });
	const ends = (requestId: string, timestamp: number, encodedDataLength: number) =>
		session.emit('Network.loadingFinished', { requestId, timestamp, encodedDataLength });
	return { session, wire, sends, answers, gives, ends };
}

test('tells each request in milliseconds since the page was asked for', () => {
	const { wire, sends, answers, gives, ends } = listened();
	sends('1', 'http://localhost/register', 'Document', 100);
	answers('1', 100.2, 300);
	gives('1', 100.25, 8000);
	ends('1', 100.3, 9000);
	sends('2', 'http://localhost/core.js', 'Script', 100.5);
	const [page, script] = wire.transfers();
	expect(page).toMatchObject({ url: 'http://localhost/register', kind: 'page', start: 0 });
	const rounded = page?.arrived.map(({ at, bytes }) => [Math.round(at), bytes]);
	// What was not reported piece by piece has come when the answer is complete.
	expect(rounded).toEqual([
		[200, 300],
		[250, 8000],
		[300, 700]
	]);
	expect(script).toMatchObject({ kind: 'script', arrived: [], isPreflight: false });
	expect(script?.start).toBeCloseTo(500);
});

test('knows preflights, and leaves out what is no request', () => {
	const { wire, sends } = listened();
	sends('1', 'http://localhost:8008/register', 'Preflight', 1);
	sends('2', 'data:image/png;base64,AAAA', 'Image', 1);
	expect(wire.transfers()).toMatchObject([{ isPreflight: true, kind: 'other' }]);
});

test('is quiet a second after the last answer, however that ended', async () => {
	vi.useFakeTimers();
	const { session, wire, sends } = listened();
	const quiet = vi.fn();
	sends('1', 'http://localhost/a', 'Fetch', 1);
	void wire.quiet().then(quiet);
	await vi.advanceTimersByTimeAsync(5_000);
	expect(quiet).not.toHaveBeenCalled();
	session.emit('Network.loadingFailed', { requestId: '1' });
	await vi.advanceTimersByTimeAsync(800);
	expect(quiet).not.toHaveBeenCalled();
	await vi.advanceTimersByTimeAsync(400);
	expect(quiet).toHaveBeenCalledOnce();
	vi.useRealTimers();
});
