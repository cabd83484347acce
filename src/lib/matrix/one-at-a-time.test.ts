import { afterEach, describe, expect, test, vi } from 'vitest';
import { oneAtATime } from './one-at-a-time';

afterEach(() => vi.unstubAllGlobals());

/** Work that ends when the test says so, and notes when it begins. */
function work() {
	let end!: (value: string) => void;
	let fail!: (error: Error) => void;
	const begun = vi.fn(
		() =>
			new Promise<string>((resolve, reject) => {
				end = resolve;
				fail = reject;
			})
	);
	return { begun, end: (value: string) => end(value), fail: (error: Error) => fail(error) };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('without locks', () => {
	test('one begins when the one before has ended, also in failure', async () => {
		const [first, second, third] = [work(), work(), work()];
		const answers = [first, second, third].map(({ begun }) => oneAtATime('a', begun));
		const refused = expect(answers[0]).rejects.toThrow('bug');
		await settled();
		expect(second.begun).not.toHaveBeenCalled();
		first.fail(new Error('bug'));
		await refused;
		await settled();
		expect(second.begun).toHaveBeenCalledOnce();
		expect(third.begun).not.toHaveBeenCalled();
		second.end('b');
		expect(await answers[1]).toBe('b');
		await settled();
		third.end('c');
		expect(await answers[2]).toBe('c');
	});

	test('other names do not wait', async () => {
		const [first, second] = [work(), work()];
		void oneAtATime('x', first.begun);
		void oneAtATime('y', second.begun);
		await settled();
		expect(first.begun).toHaveBeenCalledOnce();
		expect(second.begun).toHaveBeenCalledOnce();
	});
});

describe('with locks', () => {
	const lockable = (request: (name: string, work: () => Promise<string>) => Promise<string>) =>
		vi.stubGlobal('navigator', { locks: { request: vi.fn(request) } });

	test('the browser’s are asked, for all tabs', async () => {
		lockable((name, begin) => begin().then((value) => `${name}: ${value}`));
		expect(await oneAtATime('z', () => Promise.resolve('done'))).toBe('z: done');
	});

	test('a browser that refuses them is done without', async () => {
		lockable(() => Promise.reject(new DOMException('no', 'SecurityError')));
		expect(await oneAtATime('z', () => Promise.resolve('done'))).toBe('done');
	});

	test('a failure of the work is no refusal: it is not done twice', async () => {
		lockable((_name, begin) => begin());
		const failing = vi.fn(() => Promise.reject(new Error('bug')));
		await expect(oneAtATime('z', failing)).rejects.toThrow('bug');
		expect(failing).toHaveBeenCalledOnce();
	});
});
