import { RecontactAssigned } from '#contracts/prospecting';
import { when } from '#messaging/reactions';
import { AssignRecontact } from './commands/assign-recontact';

export const reactions = [
  when(
    RecontactAssigned,
    ({ data }) =>
      new AssignRecontact(data.recontactId, {
        partnerId: data.partnerId,
        unitId: data.unitId ?? null,
        callOnly: data.callOnly,
        notBefore: new Date(data.notBefore),
      }),
  ),
];
