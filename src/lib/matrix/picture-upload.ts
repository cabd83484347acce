import { fail, type Result } from '$lib/base/result';
import { jsonAnswer } from './bounded-fetch';
import type { Http, HttpAnswer } from './http';

// Counted from the last byte that went out: a slow line is no lost one.
const SILENCE_MS = 30_000;
const MAX_TEXT = 1024 * 1024;

/**
 * Sends a file instead of JSON. By XMLHttpRequest: `fetch` does not tell how much has been sent.
 * @param progress how much has been sent, from 0 to 1
 */
export const uploading = (file: Blob, progress: (share: number) => void): Http => ({
	request: ({ baseUrl, method, path, token, signal }) =>
		new Promise((resolve, reject) => {
			signal.throwIfAborted();
			const request = new XMLHttpRequest();
			let timer: ReturnType<typeof setTimeout>;
			const wait = () => {
				clearTimeout(timer);
				timer = setTimeout(() => request.abort(), SILENCE_MS);
			};
			const abort = () => request.abort();
			request.upload.onprogress = ({ loaded, total }) => {
				wait();
				if (total > 0) progress(loaded / total);
			};
			let tooLong = false;
			request.onprogress = ({ loaded }) => {
				tooLong = loaded > MAX_TEXT;
				if (tooLong) request.abort();
			};
			request.onloadend = () => {
				clearTimeout(timer);
				signal.removeEventListener('abort', abort);
				if (signal.aborted) reject(signal.reason as Error);
				else resolve(tooLong ? fail({ kind: 'badAnswer' }) : answerOf(request));
			};
			signal.addEventListener('abort', abort);
			request.open(method, baseUrl + path);
			request.setRequestHeader('Content-Type', file.type);
			if (token) request.setRequestHeader('Authorization', `Bearer ${token.reveal()}`);
			wait();
			request.send(file);
		})
});

function answerOf({ status, responseText }: XMLHttpRequest): Result<HttpAnswer> {
	if (status === 0) return fail({ kind: navigator.onLine ? 'unreachable' : 'offline' });
	return jsonAnswer({ status, text: responseText });
}
