/**
 * What opens a web group. `code`: what people are told and type; `pass`: what the browser of whoever typed it keeps. Both
 * are kept as they are: who reads the store reads the messages too. `createdAt`: epoch ms.
 */
export type WebInvite = { slug: string; code: string; pass: string; createdBy: string; createdAt: number };
