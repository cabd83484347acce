import { describe, expect, it } from 'vitest';
import { hintFirst, hintFor } from './eager.ts';

const moduleIds = ['/src/routes/late.ts'];
const hint = '//# allFunctionsCalledOnLoad';

describe('hintFor', () => {
	it.each([
		'core',
		'soon',
		'security',
		'section-account',
		'page-__locale_locale__/register',
		'machine-register'
	])('has all of %s translated while it is under way', (name) => {
		expect(hintFor({ name, moduleIds })).toBe(hint);
	});

	it.each(['views', 'crypto', 'admin', 'texts', 'score'])('leaves %s as it is', (name) => {
		expect(hintFor({ name, moduleIds })).toBe('');
	});

	it('leaves what only stands before another script', () => {
		expect(hintFor({ name: 'core', moduleIds: [] })).toBe('');
	});
});

describe('hintFirst', () => {
	it('puts the hint before the lists of files', () => {
		expect(hintFirst(`const list=[];\n${hint}\nrun(list)`)).toBe(
			`${hint}\nconst list=[];\nrun(list)`
		);
	});

	it('leaves a script that begins with it, or has none', () => {
		expect(hintFirst('\nrun()')).toBe('run()');
		expect(hintFirst(`${hint}\nrun()`)).toBe(`${hint}\nrun()`);
		expect(hintFirst('run()')).toBe('run()');
	});
});
