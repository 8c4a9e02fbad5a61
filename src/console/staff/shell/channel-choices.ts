import { platformNames, platforms } from '../../../domain/platform.ts';

/** What groups can be of: nobody has a group by text message. */
export const channelChoices = platforms
  .filter((platform) => platform !== 'sms')
  .map((value) => ({ value, label: platformNames[value] }));
