/** What a member is in the middle of, in one conversation. */
export type DialogueName = 'suggestion' | 'topic' | 'broadcast' | 'broadcast-file' | 'rating';

export type DialogueKey = { conversationId: string; memberId: string; name: DialogueName };
