import { beforeEach, expect, test } from 'vitest';
import { keepSso, takeSso } from './single-sign-on';

const started = {
	server: { baseUrl: 'https://matrix.example.org', serverName: 'example.org' },
	provider: 'GitHub',
	startedAt: 1_000
};

beforeEach(() => {
	localStorage.clear();
	sessionStorage.clear();
});

test('what this tab began is given once', () => {
	keepSso(started);
	expect(takeSso()).toEqual(started);
	expect(takeSso()).toBeUndefined();
	expect(sessionStorage).toHaveLength(0);
});

test('another tab began nothing', () => {
	keepSso(started);
	sessionStorage.clear();
	expect(takeSso()).toBeUndefined();
});

test('another shape is refused, and does not stay', () => {
	keepSso(started);
	sessionStorage.setItem(Object.keys(sessionStorage)[0] ?? '', '{"server":"https://evil.example"}');
	expect(takeSso()).toBeUndefined();
	expect(sessionStorage).toHaveLength(0);
});
