/** What the pages of one user ask for: one piece of script, which nobody else loads. */
export { joinedRoomsOf, sessionsOf, storageOf, user } from './admin/user';
export { change, deactivateUser, moderate, signOutOf } from './admin/user-changes';
export { userWithAddress, userWithExternalId } from './admin/holder';
