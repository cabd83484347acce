import { catch as orElse, nullish, number, object, optional, string } from 'zod/mini';
import { fail, ok, type Result } from '$lib/base/result';
import { currentAccount } from '$lib/session/account';
import type { ProfilePort } from './account-ports';
import { readAnswer } from './answers';
import { asUser } from './as-user';
import { rowsFor } from './error-rows';
import { lightHttp } from './light-http';
import { fetchedPicture } from './picture-fetch';
import { uploading } from './picture-upload';
import { readMxc } from './mxc';

// More than any homeserver keeps: what is longer is not the whole of it anyway.
const LONGEST_NAME = 1_000;
// Twice the size on the page, for screens with fine pixels.
const THUMBNAIL_PX = '256';

const text = orElse(nullish(string()), undefined);
const profileSchema = object({ displayname: text, avatar_url: text });

/** How others see whoever is signed in (client-server API, "Profiles"). */
export const read: ProfilePort['read'] = async (signal) => {
	const path = ownPath();
	const answer = await asUser(lightHttp, { method: 'GET', path, signal });
	// Synapse forgets the whole profile of an account that has neither name nor picture.
	if (answer.ok && answer.value.status === 404) return ok({});
	const told = readAnswer(answer, profileSchema, rowsFor.session);
	if (!told.ok) return told;
	// A field of one line could not hold more than one.
	const displayName = told.value.displayname?.replace(/[\r\n]/gu, '').slice(0, LONGEST_NAME);
	const avatar = told.value.avatar_url ?? undefined;
	return ok({
		...(displayName && { displayName }),
		...(avatar !== undefined && readMxc(avatar) && { avatar })
	});
};

/** Changes the display name; an empty one takes it away. */
export const setDisplayName: ProfilePort['setDisplayName'] = (displayname, signal) =>
	put('displayname', { displayname }, signal);

/** Changes the avatar. Homeservers take an empty address for none. */
export const setAvatar: ProfilePort['setAvatar'] = (mxc, signal) =>
	put('avatar_url', { avatar_url: mxc ?? '' }, signal);

/** A small version of an avatar, with the session's token (client-server API, "Content repository"). */
export const thumbnail: ProfilePort['thumbnail'] = async (mxc, signal) => {
	const media = readMxc(mxc);
	if (!media) return fail({ kind: 'badAnswer' });
	const { serverName, mediaId } = media;
	const path = `/_matrix/client/v1/media/thumbnail/${encodeURIComponent(serverName)}/${mediaId}`;
	const size = { width: THUMBNAIL_PX, height: THUMBNAIL_PX, method: 'crop', animated: 'false' };
	const answer = await asUser(fetchedPicture, { method: 'GET', path, query: size, signal });
	if (answer.ok && answer.value.body instanceof Blob) return ok(answer.value.body);
	// A refusal is read as any other; a success that is no picture is of no use.
	const told = readAnswer(answer, object({}), rowsFor.session);
	return told.ok ? fail({ kind: 'badAnswer' }) : told;
};

const limitSchema = object({ 'm.upload.size': optional(number()) });

/** How large an upload may be; a homeserver that does not say so is found out by trying. */
export const uploadLimit: ProfilePort['uploadLimit'] = async (signal) => {
	const path = '/_matrix/client/v1/media/config';
	const answer = await asUser(lightHttp, { method: 'GET', path, signal });
	if (answer.ok && answer.value.status === 404) return ok(undefined);
	const told = readAnswer(answer, limitSchema, rowsFor.session);
	return told.ok ? ok(told.value['m.upload.size']) : told;
};

const uploadedSchema = object({ content_uri: string() });

/** Stores a picture at the homeserver, without its name. */
export const upload: ProfilePort['upload'] = async (picture, progress, signal) => {
	const path = '/_matrix/media/v3/upload';
	const http = uploading(picture, progress);
	const answer = await asUser(http, { method: 'POST', path, signal });
	const told = readAnswer(answer, uploadedSchema, rowsFor.session);
	if (!told.ok) return told;
	const { content_uri: mxc } = told.value;
	return readMxc(mxc) ? ok(mxc) : fail({ kind: 'badAnswer' });
};

/** `asUser` refuses whoever is not signed in any more: then the path does not matter. */
const ownPath = () =>
	`/_matrix/client/v3/profile/${encodeURIComponent(currentAccount()?.userId ?? '')}`;

async function put(
	field: string,
	body: Record<string, string>,
	signal: AbortSignal
): Promise<Result<true>> {
	const path = `${ownPath()}/${field}`;
	const answer = await asUser(lightHttp, { method: 'PUT', path, body, signal });
	const told = readAnswer(answer, object({}), rowsFor.session);
	return told.ok ? ok(true) : told;
}
