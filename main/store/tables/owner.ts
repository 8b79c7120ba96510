/** E-mails, addresses and links belong to a person or to an organisation, by one of two columns. */
export interface Owner {
  of: 'person' | 'organisation';
  id: string;
}

export const ownerColumn = { person: 'person_id', organisation: 'organisation_id' } as const;
