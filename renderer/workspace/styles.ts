/** The workspace's own style sheets; where two speak of one element the later wins. */
import './frame/frame.css';
import './call/call.css';
import './desk/desk.css';
import './wrapup/wrapup.css';
import './script/script.css';
import './followups/followups.css';
import './banners/banners.css';
import './contacts/contacts.css';
import './lists/lists.css';
import './import/import.css';
import './phone/phone.css';
import './settings/settings.css';
import './settings/tools.css';
import './settings/check.css';
import './help/help.css';
import './firstrun/firstrun.css';
import './frame/narrow.css';
