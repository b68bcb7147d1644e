/** What a post gives to the day that it is dropped on. */
export const postIdType = 'application/x-postbus-post';
