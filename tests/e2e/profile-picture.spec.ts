import { expectAccessible } from '../support/accessibility.ts';
import { pressBy, tabTo, typeInto } from '../support/keyboard.ts';
import { measure, png } from '../support/pictures.ts';
import {
	chooseFile,
	expectOpen,
	mediumOf,
	middleOf,
	on,
	openProfile,
	profileOf
} from '../support/profile.ts';
import { expect, test } from '../support/test.ts';
import { expectNoTraces } from '../support/watch.ts';

const isGreen = ([red = 0, green = 0, blue = 0]: readonly number[]) =>
	red < 30 && green > 130 && blue < 30;

test('a picture becomes a square without its notes, is shown after a reload, and goes', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	await openProfile(page, { portal, server, person });
	const { picture, remove, dialog, use, said, upload } = on(page);
	await expect(picture).toHaveCount(0);
	await expect(remove).toHaveCount(0);

	await chooseFile(page, png({ width: 700, height: 400, note: 'At home, 52.5 N' }));
	await expect(dialog).toBeVisible();
	await expectAccessible(page);
	await use.click();
	await expect(said('Your picture is saved.')).toBeVisible();
	await expect(dialog).toHaveCount(0);
	await expect(picture).toBeVisible();
	const medium = await mediumOf(server, person);
	expect(measure(medium)).toEqual({ type: 'image/jpeg', width: 400, height: 400 });
	expect(medium.includes('At home')).toBe(false);
	await expectAccessible(page);

	// From the homeserver, with the session's token: nobody else may see it.
	await page.reload();
	await expectOpen(page);
	await expect(picture).toBeVisible();
	await expect.poll(async () => isGreen(await middleOf(picture))).toBe(true);
	expect(watch.matrixRequests().some((line) => line.includes('/media/thumbnail/'))).toBe(true);

	await remove.click();
	await expect(said('Your picture is removed.')).toBeVisible();
	await expect(picture).toHaveCount(0);
	await expect(upload).toBeFocused();
	expect(await profileOf(server, person)).toEqual({ displayname: person.username });
	await expectNoTraces(page, watch, [person.password, 'mxc://', 'At home']);
});

test('what can be seen through stays so, and a large picture becomes small', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	await openProfile(page, { portal, server, person });
	const { use, said } = on(page);
	const half = png({
		width: 600,
		height: 900,
		at: (x, y) => [0, 160, 0, (x + y) % 2 === 0 ? 0 : 255]
	});
	await chooseFile(page, half);
	await use.click();
	await expect(said('Your picture is saved.')).toBeVisible();
	expect(measure(await mediumOf(server, person))).toEqual({
		type: 'image/png',
		width: 512,
		height: 512
	});
});

test('by the keyboard alone: the part is chosen, and the name too', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	await openProfile(page, { portal, server, person });
	const { upload, use, said, dialog, picture, name } = on(page);
	const chooser = page.waitForEvent('filechooser');
	await pressBy(page, upload);
	const buffer = png({ width: 400, height: 200 });
	await (await chooser).setFiles({ name: 'a.png', mimeType: 'image/png', buffer });
	await expect(dialog).toBeVisible();
	const sideways = page.getByRole('slider', { name: 'Left or right' });
	await expect(page.getByRole('slider', { name: 'Up or down' })).toBeDisabled();
	await tabTo(page, page.getByRole('slider', { name: 'Zoom' }));
	await page.keyboard.press('End');
	await expect(page.getByRole('slider', { name: 'Up or down' })).toBeEnabled();
	await tabTo(page, sideways);
	await page.keyboard.press('End');
	await pressBy(page, use);
	await expect(said('Your picture is saved.')).toBeVisible();
	await expect(upload).toBeFocused();
	// The last quarter of the picture is blue.
	const isBlue = ([red = 255, green = 255, blue = 0]: readonly number[]) =>
		red < 30 && green < 30 && blue > 170;
	await expect.poll(async () => isBlue(await middleOf(picture))).toBe(true);
	expect(measure(await mediumOf(server, person))).toMatchObject({ width: 50, height: 50 });

	await tabTo(page, name);
	await page.keyboard.press('ControlOrMeta+a');
	await typeInto(page, name, 'Ada');
	await page.keyboard.press('Enter');
	await expect(said('Your display name is saved.')).toBeVisible();
});

test('the choice can be given up, and dropped files are taken', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	await openProfile(page, { portal, server, person });
	const { dialog, use, said, upload } = on(page);
	await chooseFile(page, png({ width: 40, height: 20 }));
	await expect(dialog).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(dialog).toHaveCount(0);
	await expect(upload).toBeFocused();
	expect(watch.matrixRequests().some((line) => line.startsWith('POST'))).toBe(false);

	const bytes = [...png({ width: 40, height: 20 })];
	const dropped = await page.evaluateHandle((content) => {
		const transfer = new DataTransfer();
		transfer.items.add(new File([Uint8Array.from(content)], 'a.png', { type: 'image/png' }));
		return transfer;
	}, bytes);
	await page
		.getByRole('region', { name: 'Picture' })
		.dispatchEvent('drop', { dataTransfer: dropped });
	await expect(dialog).toBeVisible();
	await use.click();
	await expect(said('Your picture is saved.')).toBeVisible();
	expect(measure(await mediumOf(server, person))).toMatchObject({ width: 20, height: 20 });
});

test('files that are no pictures are refused in words', async ({ page, person, homeOf, watch }) => {
	const { portal, server } = await homeOf('open');
	await openProfile(page, { portal, server, person });
	const { alert, dialog, name } = on(page);
	await name.fill('Typed before');
	const svg = Buffer.from(
		'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
	);
	await chooseFile(page, svg, { name: 'a.svg', mimeType: 'image/svg+xml' });
	await expect(alert).toContainText('This is a drawing (SVG)');
	// The same under another name: its own bytes count.
	for (const file of [
		svg,
		Buffer.from('Not a picture'),
		png({ width: 9, height: 9 }).subarray(0, 40)
	]) {
		await chooseFile(page, file, { name: 'a.png', mimeType: 'image/png' });
		await expect(alert).toContainText('This file is not a picture that can be used here.');
	}
	await expectAccessible(page);
	await expect(dialog).toHaveCount(0);
	await expect(name).toHaveValue('Typed before');
	expect(watch.matrixRequests().some((line) => line.startsWith('POST'))).toBe(false);
});

test('what is too large for the homeserver is refused before it is sent', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	await openProfile(page, { portal, server, person });
	const { alert, use } = on(page);
	// A homeserver that takes next to nothing; no real one can be set up to refuse so small a picture.
	await page.route('**/media/config', (route) => route.fulfill({ json: { 'm.upload.size': 100 } }));
	await chooseFile(page, png({ width: 300, height: 300 }));
	await use.click();
	await expect(alert).toContainText('This picture is too large: 100 byte at most.');
	expect(watch.matrixRequests().some((line) => line.startsWith('POST'))).toBe(false);
	expect(await profileOf(server, person)).not.toHaveProperty('avatar_url');
});

test('an upload tells that it goes on, and can be cancelled', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	await openProfile(page, { portal, server, person });
	const { use, said, upload } = on(page);
	let held = true;
	await page.route('**/media/v3/upload', async (route) => {
		if (!held) await route.continue();
	});
	await chooseFile(page, png({ width: 300, height: 300 }));
	await use.click();
	await expect(
		page.getByRole('progressbar', { name: 'Your picture is on its way.' })
	).toBeVisible();
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Cancel' }).click();
	await expect(said('The upload is cancelled.')).toBeVisible();
	await expect(upload).toBeFocused();
	expect(await profileOf(server, person)).not.toHaveProperty('avatar_url');
	held = false;
	await chooseFile(page, png({ width: 300, height: 300 }));
	await use.click();
	await expect(said('Your picture is saved.')).toBeVisible();
});
