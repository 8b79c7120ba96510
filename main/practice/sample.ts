/** Made-up people for practice, and what happened with them. */
import type { SampleData } from '../../shared/people/sample-data.ts';
export const sample: SampleData = {
  organisations: [{ id: 'cedar', name: 'Cedar Bay Hotels' }],
  people: [
    {
      id: 'layla',
      organisationId: 'cedar',
      name: 'Layla Haddad',
      otherName: 'ليلى حداد',
      role: 'Facilities manager',
      language: 'ar',
      timeZone: 'Asia/Riyadh',
      city: 'Jeddah',
      email: 'layla@cedarbay.example',
      lists: ['Hotels'],
      consent: { call: true, email: true, message: false },
      doNotContact: false,
    },
  ],
  numbers: [
    {
      id: 'l1',
      personId: 'layla',
      raw: '+966 50 555 0142',
      e164: '+966505550142',
      kind: 'mobile',
      shared: false,
    },
  ],
  interactions: [],
  followUps: [],
};
