import { defineProblems } from '@h-j-petroleum/toolkit-service';

/** Problems of this service beside those that every service has. A code stays what it is. */
export const problems = defineProblems({
  'policy-unknown': {
    status: 422,
    title: 'There is no such policy.',
    description: 'GET /v1/policies names those there are.',
  },
  'policy-unfit': {
    status: 422,
    title: 'The policy can’t be used for this request.',
    description:
      '`errors` says why: an amount that is missing or in another currency, a subject of another type, nobody named, or too few who could approve it.',
  },
  'policy-not-yours': {
    status: 403,
    title: 'The policy is for others to ask under.',
    description: 'None of the caller’s roles is among the policy’s requesters.',
  },
  'not-for-others': {
    status: 403,
    title: 'People ask for themselves.',
    description: 'Only a machine may name another requester, or the people who decide.',
  },
  'callback-refused': {
    status: 422,
    title: 'Nobody can be told there.',
    description:
      '`detail` says why not: the service calls no host and uses no secret but those it was configured with.',
  },
  'people-decide': {
    status: 403,
    title: 'A machine doesn’t decide.',
    description: 'Decisions are made by people, with a token of their own.',
  },
  'own-request': {
    status: 403,
    title: 'Nobody decides on their own.',
    description:
      'The caller asks, filed the request, or would decide for somebody who did. Another decider is needed.',
  },
  'not-a-decider': {
    status: 403,
    title: 'No open step is the caller’s to decide.',
    description:
      '`steps` of the request says whose turn it is. A delegation or an escalation may change that.',
  },
  'already-counted': {
    status: 409,
    title: 'The caller had a part in it already.',
    description:
      'A quorum counts nobody twice: neither who decided nor for whom, and under some policies in no other step either.',
  },
  'request-closed': {
    status: 409,
    title: 'The request has ended.',
    description: 'It has an outcome, which nothing changes. A new request can be made.',
  },
  'request-expired': {
    status: 409,
    title: 'The deadline has passed.',
    description: 'Nothing more is decided on it. A new request can be made.',
  },
  'comment-needed': {
    status: 422,
    title: 'A reason is needed.',
    description: 'Who rejects or returns says why in `comment`.',
  },
  'ambiguous-decision': {
    status: 422,
    title: 'There are several ways to decide.',
    description: '`detail` names them. Say which is meant by `step` and `onBehalfOf`.',
  },
  'not-this-way': {
    status: 422,
    title: 'The caller may decide, but not so.',
    description: '`detail` names the steps and people for which they may.',
  },
  'not-the-requester': {
    status: 403,
    title: 'This is for who asks.',
    description: 'Who made the request, or for whom it was made, can withdraw it and attach to it.',
  },
  'not-a-participant': {
    status: 403,
    title: 'An auditor reads.',
    description: 'Who sees a request by their role as an auditor alone can’t add to it.',
  },
  'role-not-yours': {
    status: 403,
    title: 'Nobody hands over what they don’t have.',
    description: 'A delegation can hold roles that the caller’s token carries, and no others.',
  },
  'delegation-unfit': {
    status: 422,
    title: 'The delegation can’t be.',
    description: '`detail` says why: it is to oneself, has ended already, or is too long.',
  },
  'delegation-ended': {
    status: 409,
    title: 'The delegation has ended.',
    description: 'It was revoked or has run out, so there is nothing to revoke.',
  },
  'no-certificate': {
    status: 404,
    title: 'There is no certificate.',
    description:
      'The request is not approved, its certificate is still being made, or this service makes none.',
  },
  'certificate-unavailable': {
    status: 502,
    title: 'pdf-generator did not give the certificate.',
    description:
      'It does not answer, does not have it any more, or has other bytes than the trail has the hash of. `detail` says which.',
  },
});
