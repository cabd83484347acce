import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ownPage } from './own-page';

const fetched = vi.fn<typeof fetch>();
const { signal } = new AbortController();
const policy = '<meta http-equiv="content-security-policy" content="default-src \'none\'">';

beforeEach(() => {
	vi.stubGlobal('fetch', fetched);
	vi.stubGlobal('isSecureContext', true);
	fetched.mockImplementation((_url, init) =>
		Promise.resolve(
			init?.method === 'HEAD'
				? new Response(null, { headers: { 'Cache-Control': 'immutable' } })
				: new Response(policy, { headers: { 'Referrer-Policy': 'no-referrer' } })
		)
	);
});
afterEach(() => {
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
	document.head.replaceChildren();
	fetched.mockReset();
});

function script(href: string) {
	const link = Object.assign(document.createElement('link'), { rel: 'modulepreload', href });
	document.head.append(link);
}

test('tells how the page and its scripts are served', async () => {
	script('/_app/immutable/a.js');
	const page = await ownPage(document, signal);
	expect(page).toMatchObject({
		ok: true,
		value: { secure: true, policy: true, scriptCache: 'immutable' }
	});
	expect(page.ok && page.value.headers.get('referrer-policy')).toBe('no-referrer');
	expect(fetched.mock.calls.map(([url]) => new URL(url as string).origin)).toEqual([
		location.origin,
		location.origin
	]);
});

test('asks for no script where there is none', async () => {
	const page = await ownPage(document, signal);
	expect(page.ok && page.value).not.toHaveProperty('scriptCache');
	expect(fetched).toHaveBeenCalledTimes(1);
});

test('sees a policy that comes as a header, and a missing one', async () => {
	const answer = (headers: Record<string, string>) =>
		fetched.mockResolvedValueOnce(new Response('<p>x</p>', { headers }));
	answer({ 'Content-Security-Policy': "default-src 'self'" });
	expect(await ownPage(document, signal)).toMatchObject({ value: { policy: true } });
	answer({});
	expect(await ownPage(document, signal)).toMatchObject({ value: { policy: false } });
});

test.each([
	[true, 'unreachable'],
	[false, 'offline']
])('fails when the page cannot be had (online: %s)', async (onLine, kind) => {
	vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(onLine);
	fetched.mockRejectedValue(new TypeError('Failed to fetch'));
	expect(await ownPage(document, signal)).toEqual({ ok: false, error: { kind } });
});

test('throws what the caller aborted with', async () => {
	const controller = new AbortController();
	controller.abort(new Error('left'));
	fetched.mockRejectedValue(new TypeError('aborted'));
	await expect(ownPage(document, controller.signal)).rejects.toThrow('left');
});
