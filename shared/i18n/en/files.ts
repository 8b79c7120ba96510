/** Photos, and what came with a letter, a fax or a mail. */
export const files = {
  title: 'Files',
  none: 'No files yet. A letter, a contract, a picture of the defect: up to 10 MB each.',
  add: 'Add a file',
  photo: 'Photo',
  photoOf: 'Photo of {{name}}',
  addPhoto: 'Add a photo',
  changePhoto: 'Change the photo',
  removePhoto: 'Remove the photo',
  save: 'Save {{name}} to disk',
  show: 'Show {{name}}',
  hide: 'Hide {{name}}',
  remove: 'Remove {{name}}',
  attach: 'Attach a file to “{{what}}”',
  came: 'with an entry of the history',
  size: '{{size}} kB',
} as const;
