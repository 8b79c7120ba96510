/** The key sheet and the in-app help. */
export const keys = {
  title: 'Keys',
  hint: 'Keys work while you are not typing; with Alt they work always. They are places on the keyboard, so the language of the layout does not matter.',
  groupCalls: 'Calls',
  groupWork: 'Wrap-up and follow-ups',
  groupMove: 'Moving about',
  answer: 'Answer',
  declineOrHangUp: 'Decline, cancel or hang up',
  silence: 'Silence the ringing',
  toVoicemail: 'Send a ringing call where messages are taken',
  mute: 'Mute',
  hold: 'Hold or resume',
  keypad: 'Keypad',
  redial: 'Redial or call back',
  otherCall: 'Show the other call',
  transfer: 'Transfer, ask first, or add somebody',
  connect: 'Connect the two others and leave',
  takeBack: 'Take the caller back',
  swap: 'Swap the two calls',
  together: 'All three together, and two calls again',
  choose: 'Choose: candidate, outcome, due person',
  someoneElse: 'Someone else, none of these',
  notes: 'Notes',
  outcome: 'Outcome',
  promise: 'Promise done',
  finish: 'Finish or dial',
  hangUpWith: 'Hang up and set that outcome',
  email: 'Add an e-mail from the first text',
  callBack: 'Add a callback tomorrow',
  ticket: 'Add a ticket',
  moreTime: 'More time for the wrap-up',
  undo: 'Undo',
  callNext: 'Call who is up next',
  scriptBack: 'Script: step back',
  scriptJump: 'Script: jump to a step',
  scriptObjection: 'Script: answer an objection',
  scriptGoOn: 'Script: go on where whoever handed the call over was',
  scripts: 'Call scripts',
  newHere: 'New: person, point of contact, list',
  edit: 'Change the person, organisation or list',
  bulk: 'Something for all found or on the list',
  search: 'Search',
  leave: 'Leave a field or menu',
  sheet: 'This sheet',
  regions: 'Next region: calls, Now, Who, Next',
  tryNow: 'Try the phone system again now',
} as const;

export const help = {
  title: 'Help',
  firstTitle: 'Your first call',
  first1: 'Start the practice exchange under Settings, Practice, or choose it at the first start.',
  first2: 'On the desk, press Let one call you. It rings, and the caller’s card is there before you answer.',
  first3: 'Answer with A. Talk: your microphone and their voice are real.',
  first4: 'Mute with M, hold with H, send digits with K, hang up with X.',
  first5: 'To call out, type a name or number in the field at the top and press Enter.',
  screenTitle: 'What is where',
  screen1: 'The call row at the top never moves. Two lines at its start, the chosen call beside them.',
  screen2: 'Below, from the start: what is going on, who it is and why, what to do next.',
  screen3: 'Green is a live call, amber is time that runs against you, red hangs up or failed.',
  contactsTitle: 'Contacts and lists',
  contacts1:
    'Search by name in either script, company, e-mail, a word of a note, or any digits of a number; Enter opens, Enter again and C call. N adds a person, E changes the one that is open, U takes the last change back.',
  contacts2:
    'While an unknown caller is on the line, type the name: choose who it is, or save a new contact.',
  contacts3:
    'Two records of one person are compared side by side, merged, and can be taken apart for 30 days.',
  contacts4: 'A list by rule keeps itself up to date: build the conditions and read below what they say.',
  manyTitle: 'Many people at once',
  many1:
    'From a search or a list, B does something for all: write, tag, list, follow up, export. It says first whom it reaches, and whom not and why.',
  many2:
    'One e-mail to all goes as blind copies: nobody sees the others. It waits as a draft until you have read it.',
  many3: 'It can be stopped, goes on after a restart, and is undone as long as nothing has left.',
  many4:
    'Photos, letters and files go on a person’s page, under Files. A picture inside an imported card comes along.',
  directoriesTitle: 'Directories',
  directories1:
    'Under Settings, Directories, connect an address book by CardDAV: people go both ways, and each side keeps what the other does not know.',
  directories2:
    'When both sides changed the same thing, yours stands and theirs waits under Directories for you to decide.',
  directories3:
    'A directory by LDAP is asked as you search and when somebody unknown calls. What is kept here always comes first; save a hit to keep it.',
  wrapTitle: 'Wrap-up',
  wrap1: 'Notes are saved as you type, also if Hatif or the computer stops.',
  wrap2: 'After the call choose an outcome with 1 to 9, a time if it needs one, and press Enter.',
  wrap3: 'You see beforehand what it will do, and can undo it for ten seconds with U.',
  wrap4: 'A call without outcome stays owed: it waits under Recent, also after a restart.',
  phoneTitle: 'Your phone system beside the calls',
  phone1:
    'Under Settings, Phone and colleagues, you choose whom to show. The phone system tells how they are; press to call, pick up, transfer or send a ringing call there.',
  phone2: 'Codes of the phone system become buttons: sent in the background, called, or used in a call.',
  phone3:
    'Calls can answer themselves after a beep, or be sent on always, when busy, or when nobody answers.',
  phone4:
    'Write a message from a person’s page. It goes out over the phone system at once and stands on their timeline.',
  transferTitle: 'Handing a call on',
  transfer1: 'Press T, type a name or number, and transfer at once with Enter, or ask there first.',
  transfer2:
    'The caller waits on hold until the transfer stands. When it fails you are told why, and B brings them back.',
  transfer3:
    'While you ask, C connects the two, W swaps between them, and J lets all three of you talk together.',
  scriptTitle: 'Call scripts',
  script1: 'While you talk, the script says what to say next. Answer its questions with the number keys.',
  script2: 'Back with Backspace, jump to a step with J, answer an objection with G, at any time.',
  script3: 'Write your own under Call scripts, key I: plain text, one word and a colon a line.',
  wrap5:
    'Below the outcome plan a callback (F), an e-mail (E) or a ticket (Q). They go out ten seconds after you finish.',
  wrap6: 'In a call, Ctrl and a number hang up and set that outcome.',
  wrap7:
    'The outbox says where each stands. When it cannot know whether something arrived, it asks you and sends nothing by itself.',
  practiceTitle: 'Practice exchange',
  practice1:
    'A small phone system with made-up customers on this computer. It speaks plain SIP, like any other.',
  practice2:
    'Each customer behaves differently: one waits patiently, one hangs up early, one holds you, one speaks Arabic.',
  practice3: 'Remove the sample people and practice calls at any time under Settings, Practice.',
  dataTitle: 'Where your data lives',
  data1: 'Contacts, calls and notes are in one encrypted file in your user folder on this computer.',
  data2: 'Passwords and the file’s key are in the key chain of your system, never in a settings file.',
  data3:
    'Hatif talks to your phone system, and to the directories, mail and other systems that you set up. It sends nothing to anybody else.',
  safetyTitle: 'When something breaks',
  safety1:
    'Under Settings, Privacy and safety, choose a folder for back-ups: one a day, proved before an older one goes. On another computer they open with the recovery key, which is shown once; recordings come along.',
  safety2:
    'When the disk is full calls go on. What you type is kept apart and written as soon as there is room; the banner goes then.',
  safety3:
    'A damaged file is put aside, never deleted: go on with a new one, or bring the last back-up back.',
  keysTitle: 'Keys',
  keysHint: 'Press ? anywhere to see them.',
  showKeys: 'Show all keys',
} as const;
