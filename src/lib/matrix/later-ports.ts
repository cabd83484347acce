/** The ports that stand on the SDK, in one piece that is loaded when the first form works. */
export { logout, whoami } from './account';
export { endSession } from './end-session';
export { redeem } from './login';
export { withPassword } from './sign-in';
export { available, register, requestMail, tokenValid } from './registration';
export { refresh } from './refresh';
