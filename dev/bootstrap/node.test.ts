import { describe, expect, it } from 'vitest';
import { chooseNode, nodeProblem } from './node.mjs';

const packaged = (answer: string | undefined, own?: string) => (path: string) =>
	path.includes('node_modules/.bin') ? answer : own;

describe('the Node that was used', () => {
	it('may be any from 20.19 on', () => {
		expect(nodeProblem('v20.19.0')).toBeUndefined();
		expect(nodeProblem('v24.1.0')).toBeUndefined();
	});

	it('is refused when it is older', () => {
		expect(nodeProblem('v18.20.1')).toBe(
			'Node v18.20.1 is too old. Install Node 20.19 or newer and start again.'
		);
		expect(nodeProblem('v20.9.0')).toContain('too old');
	});
});

describe('choosing the Node for the commands', () => {
	it('prefers the one among the packages', () => {
		expect(chooseNode(packaged('v24.21.0 strip\n', 'v26.0.0 strip'))).toMatchObject({
			node: expect.stringContaining('node_modules/.bin/node') as string,
			flags: ['--disable-warning=ExperimentalWarning']
		});
	});

	it('takes the one that runs this when there is none among the packages', () => {
		expect(chooseNode(packaged(undefined, 'v22.18.0 strip'))).toMatchObject({
			node: process.execPath
		});
	});

	it('switches types on where they are not by themselves', () => {
		expect(chooseNode(packaged(undefined, 'v22.17.0 '))).toMatchObject({
			flags: ['--disable-warning=ExperimentalWarning', '--experimental-strip-types']
		});
	});

	it('says what is needed when none is new enough', () => {
		const { problem } = chooseNode(packaged('v20.20.2', 'v22.16.0 strip')) as { problem: string };
		expect(problem).toContain('Install Node 22.17 or newer');
	});
});
