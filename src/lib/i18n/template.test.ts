import { describe, expect, it } from 'vitest';
import { fillTemplate, type PagePlace } from './template';

const meta = '<meta http-equiv="content-security-policy" content="default-src \'none\'">';
const core = '<link href="./core.js" rel="modulepreload">';
const own = '<link href="./page.js" rel="modulepreload">';
const template = [
	'<html %vestibule.html%><head>',
	'%vestibule.policy%',
	'%vestibule.script%',
	`${core}\n\t\t${own}\n${meta}`,
	'</head></html>'
].join('\n');

const filled = (place: Partial<PagePlace>) =>
	fillTemplate(
		template,
		{ pathname: '/register', locale: undefined, addressed: true, ...place },
		'f("$&")'
	);

describe('fillTemplate', () => {
	it.each([
		['/', undefined, 'lang="en" dir="ltr" data-root="." data-page="/"'],
		['/register', undefined, 'lang="en" dir="ltr" data-root="." data-page="/register"'],
		['/de', 'de', 'lang="de" dir="ltr" data-root="." data-page="/"'],
		['/de/register', 'de', 'lang="de" dir="ltr" data-root=".." data-page="/register"'],
		[
			'/de/account/emails',
			'de',
			'lang="de" dir="ltr" data-root="../.." data-page="/account/emails"'
		]
	])('says of %s where it stands', (pathname, locale, attributes) => {
		expect(filled({ pathname, locale })).toContain(`<html ${attributes}>`);
	});

	it('puts the policy before the script, once', () => {
		const html = filled({});
		expect(html.split(meta)).toHaveLength(2);
		expect(html.indexOf(meta)).toBeLessThan(html.indexOf('<script>'));
	});

	it('puts what has to be fetched before the script, in its order, once', () => {
		const html = filled({});
		expect(html.match(/<link[^>]*>/g)).toEqual([core, own]);
		expect(html.indexOf(own)).toBeLessThan(html.indexOf('<script>'));
		expect(html.indexOf(meta)).toBeLessThan(html.indexOf(core));
		expect(filled({ addressed: false }).match(/<link[^>]*>/g)).toEqual([core, own]);
	});

	it('puts the script in as it is, since its hash is in the policy', () => {
		expect(filled({})).toContain('<script>f("$&")</script>');
	});

	it('leaves the script out of the page that is shown under any address', () => {
		const html = filled({ pathname: '/404', addressed: false });
		expect(html).toContain('<html lang="en" dir="ltr">');
		expect(html).not.toContain('<script>');
	});

	it('leaves nothing open', () => {
		expect(filled({})).not.toContain('%');
		expect(filled({ addressed: false })).not.toContain('%');
	});
});
