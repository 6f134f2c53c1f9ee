// Made from templates/ by `python -m ourpatch.editions.templates`. Change those, not this.

import { and, block, call, each, first, get, holds, imported, include, is, join, last, length, list, macro, map, or, part, rejectAttribute, replace, safe, say, select, selectAttribute, split, together, trim, within } from "./jinja.js";

// What Python says of forms to take away, of distances in miles, and of what fits where.
export const FORMS = [{"ending": "xlsx", "label": "Spreadsheet (Excel)", "use": "to sort, count and write beside"}, {"ending": "vcf", "label": "Address book", "use": "puts their numbers in the contacts on your phone"}, {"ending": "txt", "label": "Plain words", "use": "to paste in a message"}, {"ending": "atom", "label": "Feed", "use": "tells a feed reader when something here is new"}, {"ending": "geojson", "label": "Map file (GeoJSON)", "use": "for map programs"}, {"ending": "csv", "label": "Plain table (CSV)", "use": "for other spreadsheets and programs"}, {"ending": "json", "label": "Data (JSON)", "use": "for programs and web sites"}];
export const ENTRY_FORMS = [{"ending": "vcf", "label": "Address book", "use": "puts it in the contacts on your phone"}, {"ending": "yml", "label": "Its file (YAML)", "use": "as volunteers keep it"}, {"ending": "json", "label": "Data (JSON)", "use": "for programs and web sites"}];
export const EDITIONS = [{"name": "our-patch-stick.zip", "label": "For a memory stick", "use": "The whole site in a folder. Unpack it on a stick, put the stick in any computer, and open the file called index.", "size": null, "made_on": null}, {"name": "our-patch-one-file.html", "label": "All in one file", "use": "Save it, then open it like any file. It searches and prints on a work laptop with no network.", "size": null, "made_on": null}, {"name": "our-patch-one-file.zip", "label": "All in one file, for an email", "use": "The same, packed: some offices stop an email that has a web page in it.", "size": null, "made_on": null}, {"name": "our-patch-booklet.pdf", "label": "A booklet to print", "use": "For people who like paper best.", "size": null, "made_on": null}];
export const MILES = [2, 5, 10, 20];
export const LONGEST_NOTE = 400;
export const LONGEST_IN_CODE = 900;
export const MOST_NAMED = 8;

// Each template: the one that it extends, its body, and its blocks. `c` is what it can name.
export const TEMPLATES = {
  "404.html": {
    parent: "_page.html",
    body: (c) => {
let o = "";
return o;
},
    blocks: {
      title: (c) => {
let o = "";
o += "We cannot find that page – " + say((is(c.site) ? c.site?.name : "Our Patch"));
return o;
},
      content: (c) => {
let o = "";
o += "\n<div class=\"words\">\n<h1>We cannot find that page</h1>\n";
if (is(c.path)) {
o += "<p>There is nothing at <code>" + say(c.path) + "</code>.</p>";
}
o += "\n<p>It may have moved, or the address may have a letter wrong.</p>\n<ul class=\"rows\">\n  <li><a href=\"/find\">Look for help by name or kind</a></li>\n  <li><a href=\"/\">Go to the front page</a></li>\n</ul>\n<h2>Or ask a person</h2>\n";
o += include(c, "_person.html");
o += "\n</div>\n";
return o;
},
    },
  },
  "_card.html": {
    parent: null,
    body: (c) => {
let o = "";
o += "\n";
({ patch: c.patch } = imported(c, "_patch.html", false));
({ email: c.email, keep_one: c.keep_one, last_checked: c.last_checked, web: c.web } = imported(c, "_words.html", true));
c.card = macro(c, ["result", "first", "last"], (c) => {
let o = "";
c.facts = c.result?.facts;
o += "<li id=\"entry-" + say(c.result?.id) + "\" class=\"card";
if ((c.facts?.status !== "open")) {
o += " shut";
}
o += "\">\n  <div class=\"head\">\n    " + say((is(c.facts?.help) ? call(c.patch, c.facts?.help?.[0]) : undefined)) + "\n    <div>\n      <h3><a href=\"" + say(call(c.carry, together("/entry/", c.result?.id))) + "\">" + say(c.result?.name) + "</a></h3>\n      <p class=\"soft\">";
if (is(c.facts?.led_by)) {
o += "Run by " + say(call(c.labels, "led_by", c.facts?.led_by));
} else if (is(c.facts?.kind)) {
o += say(call(c.label, "kind", c.facts?.kind));
}
if (is(c.facts?.based)) {
if ((is(c.facts?.led_by) || is(c.facts?.kind))) {
o += " · ";
}
o += say(c.facts?.based);
}
if (is(c.result?.distance)) {
o += " · " + say(c.result?.distance);
}
o += "</p>\n    </div>\n  </div>\n";
if ((c.facts?.status === "closed")) {
o += "\n  <p class=\"flag\"><strong>Closed";
if (is(c.facts?.status_since)) {
o += " on " + say(call(c.plain_date, c.facts?.status_since));
}
o += ".</strong></p>\n";
} else if ((c.facts?.status === "paused")) {
o += "\n  <p class=\"flag\"><strong>Having a break";
if (is(c.facts?.status_since)) {
o += " since " + say(call(c.plain_date, c.facts?.status_since));
}
o += ".</strong></p>\n";
}
o += "\n  <p>" + say(c.result?.summary) + "</p>\n";
if (((is(c.facts?.cost) || is(c.facts?.help)) || is(c.facts?.space))) {
o += "\n  <ul class=\"bits\">\n";
if (is(c.facts?.cost)) {
o += "\n    <li><strong>Cost:</strong> " + say(c.facts?.cost) + "</li>\n";
}
o += "\n";
if (is(c.facts?.help)) {
o += "\n    <li><strong>Help with:</strong> " + say(call(c.labels, "help", c.facts?.help, ",")) + "</li>\n";
}
o += "\n";
if (is(c.facts?.space)) {
o += "\n    <li><strong>Space now:</strong> " + say(c.facts?.space) + "</li>\n";
}
o += "\n  </ul>\n";
}
o += "\n";
if ((c.facts?.status !== "closed")) {
o += "\n";
if (is(c.facts?.contact_phone)) {
o += "\n  <p><a class=\"button plain\" href=\"" + say(c.facts?.contact_phone_link) + "\">Phone " + say(c.facts?.contact_phone) + "</a></p>\n";
} else if (is(c.facts?.contact_email)) {
o += "\n  <p>Email: " + say(call(c.email, c.facts?.contact_email)) + "</p>\n";
} else if (is(c.facts?.contact_website)) {
o += "\n  <p>Website: " + say(call(c.web, c.facts?.contact_website)) + "</p>\n";
}
o += "\n";
}
o += "\n";
if (is(c.chosen)) {
o += "\n";
o += include(c, "_chosen.html");
o += "\n";
} else if (is(c.own_link)) {
o += "\n  <p class=\"moves\">" + say(call(c.keep_one, c.result?.id, c.result?.name, together("entry-", c.result?.id))) + "</p>\n";
}
o += "\n  <p class=\"soft\">";
if ((is(c.result?.why) && !is(c.chosen))) {
o += "Here because: " + say(join(map(c, c.result?.why, "inline"), ", ")) + ".<br>";
}
o += say(call(c.last_checked, c.result?.checked_on, c.result?.stale)) + ".";
if (is(c.facts?.sample)) {
o += " Made-up example.";
}
o += "</p>\n</li>";
return o;
}, { first: false, last: false });
return o;
},
    blocks: {
    },
  },
  "_chosen.html": {
    parent: null,
    body: (c) => {
let o = "";
o += "\n";
if (((c.result?.facts?.status !== "closed") && (is(c.result?.facts?.when) || is(c.result?.facts?.start)))) {
o += "\n  <ul class=\"bits\">\n    ";
if (is(c.result?.facts?.when)) {
o += "<li><strong>When:</strong> " + say(c.result?.facts?.when) + "</li>";
}
o += "\n    ";
if (is(c.result?.facts?.start)) {
o += "<li><strong>How to start:</strong> " + say(c.result?.facts?.start) + "</li>";
}
o += "\n  </ul>\n";
}
o += "\n";
if (is(c.instead?.[c.result?.id])) {
o += "\n  <p>Try instead: ";
o += each(c, ["other"], c.instead?.[c.result?.id], (c) => {
let o = "";
o += "<a href=\"" + say(call(c.carry, together("/entry/", c.other?.id))) + "\">" + say(c.other?.name) + "</a>" + say((!is(c.loop?.last) ? ", " : undefined));
return o;
});
o += ".</p>\n";
} else if (holds(c.instead, c.result?.id)) {
o += "\n  <p><a href=\"" + say((is(c.result?.facts?.help) ? call(c.carry, together("/find?help=", c.result?.facts?.help?.[0])) : call(c.carry, "/find"))) + "\">Look for somebody else</a></p>\n";
}
o += "\n  <ul class=\"chips moves\">\n";
if (!is(c.first)) {
o += "\n    <li><a rel=\"nofollow\" href=\"" + say(call(c.move_up, c.result?.id)) + "#entry-" + say(c.result?.id) + "\">Move up<span class=\"away\"> " + say(c.result?.name) + "</span></a></li>\n";
}
o += "\n";
if (!is(c.last)) {
o += "\n    <li><a rel=\"nofollow\" href=\"" + say(call(c.move_down, c.result?.id)) + "#entry-" + say(c.result?.id) + "\">Move down<span class=\"away\"> " + say(c.result?.name) + "</span></a></li>\n";
}
o += "\n    <li><a rel=\"nofollow\" href=\"" + say(call(c.take_off, c.result?.id)) + "#list\">Take off<span class=\"away\"> the list " + say(c.result?.name) + "</span></a></li>\n  </ul>";
return o;
},
    blocks: {
    },
  },
  "_contact.html": {
    parent: null,
    body: (c) => {
let o = "";
o += "\n";
({ email: c.email, web: c.web } = imported(c, "_words.html", false));
c.down = macro(c, ["since"], (c) => {
let o = "";
if (is(c.since)) {
o += " <span class=\"soft\">(It has not worked for us since " + say(call(c.plain_date, c.since)) + ".)</span>";
}
return o;
});
o += "\n<section class=\"sewn call\" aria-labelledby=\"touch\">\n  <h2 id=\"touch\">Get in touch</h2>\n";
if (is(c.contact?.name)) {
o += "\n  <p>Ask for " + say(c.contact?.name) + ".</p>\n";
}
o += "\n";
if (is(c.contact?.phone)) {
o += "\n  <p><a class=\"button\" href=\"" + say(c.contact?.phone_link) + "\">Phone " + say(c.contact?.phone) + "</a></p>\n";
}
o += "\n";
if (is(c.contact?.text)) {
o += "\n  <p><a class=\"button" + say((is(c.contact?.phone) ? " plain" : undefined)) + "\" href=\"" + say(c.contact?.text_link) + "\">Text " + say(c.contact?.text) + "</a></p>\n";
}
o += "\n";
if (is(c.contact?.email)) {
o += "\n";
if ((!is(c.contact?.phone) && !is(c.contact?.text))) {
o += "\n  <p><a class=\"button\" href=\"mailto:" + say(c.contact?.email) + "\">Send an email</a></p>\n";
}
o += "\n  <p>Email: " + say(call(c.email, c.contact?.email)) + "</p>\n";
}
o += "\n";
if (is(c.contact?.website)) {
o += "\n  <p>Website: " + say(call(c.web, c.contact?.website)) + say(call(c.down, c.contact?.website_down_since)) + "</p>\n";
}
o += "\n";
if (is(c.contact?.social)) {
o += "\n  <p>Social media: " + say(call(c.web, c.contact?.social)) + say(call(c.down, c.contact?.social_down_since)) + "</p>\n";
}
o += "\n";
if ((is(c.entry?.start) || is(c.entry?.referral))) {
o += "\n  <h3>How to start</h3>\n  ";
if (is(c.entry?.start)) {
o += "<p>" + say(c.entry?.start) + "</p>";
}
o += "\n  ";
if ((c.entry?.referral === "not needed")) {
o += "<p>You can go straight to them. Nobody has to refer you.</p>\n  ";
} else if ((c.entry?.referral === "needed")) {
o += "<p>Somebody has to refer you, such as your doctor or a social worker. Ask them who can.</p>\n  ";
} else if ((c.entry?.referral === "either")) {
o += "<p>You can go straight to them, or somebody can refer you.</p>";
}
o += "\n";
}
o += "\n</section>";
return o;
},
    blocks: {
    },
  },
  "_downloads.html": {
    parent: null,
    body: (c) => {
let o = "";
o += "\n<h3>" + say((is(c.entry) ? "Download it" : "Download all of it")) + "</h3>\n<ul class=\"rows\">\n";
o += each(c, ["download"], c.links?.downloads, (c) => {
let o = "";
o += "\n  <li><a href=\"" + say(c.download?.link) + "\">" + say(c.download?.label) + "</a> <span class=\"soft\">" + say(c.download?.use) + "</span></li>\n";
return o;
});
o += "\n</ul>";
return o;
},
    blocks: {
    },
  },
  "_evidence.html": {
    parent: null,
    body: (c) => {
let o = "";
o += "\n";
c.led = or(c.entry?.led_by, {  });
o += "\n";
if ((is(c.led?.who) || is(c.entry?.kind))) {
o += "\n<section class=\"words\" aria-labelledby=\"who\">\n  <h2 id=\"who\">Who runs it</h2>\n  ";
if ((is(c.entry?.kind) && !(is(c.led?.who) && (c.entry?.kind === "user-led-organisation")))) {
o += "<p>What it is: " + say(call(c.label, "kind", c.entry?.kind)) + ".</p>";
}
o += "\n";
if (is(c.led?.who)) {
o += "\n  ";
c.either = call(c.labels, "led_by", c.led?.who, " or");
o += "\n  <p>It is run by " + say(call(c.labels, "led_by", c.led?.who)) + ".\n  ";
if ((c.led?.share === "all")) {
o += "All of the people in charge are " + say(c.either) + ".\n  ";
} else if ((c.led?.share === "three quarters")) {
o += "At least three quarters of the people in charge are " + say(c.either) + ".\n  ";
} else if ((c.led?.share === "most")) {
o += "More than half of the people in charge are " + say(c.either) + ".\n  ";
} else if ((c.led?.share === "not said")) {
o += "They have not said how many of the people in charge that is.";
}
o += "</p>\n";
}
o += "\n</section>\n";
}
o += "\n";
if (is(c.entry?.checks)) {
o += "\n<section class=\"words\" aria-labelledby=\"seen\">\n  <h2 id=\"seen\">Papers that have been seen</h2>\n  <ul>\n  ";
o += each(c, ["check"], c.entry?.checks, (c) => {
let o = "";
o += "\n    <li><strong>" + say(call(c.label, "checks", c.check?.what)) + "</strong>";
if ((is(c.check?.seen_by) || is(c.check?.on))) {
o += ": seen";
if (is(c.check?.seen_by)) {
o += " by " + say(c.check?.seen_by);
}
if (is(c.check?.on)) {
o += " on " + say(call(c.plain_date, c.check?.on));
}
}
o += "</li>\n  ";
return o;
});
o += "\n  </ul>\n  <p>This is not approval: ask to see them yourself.</p>\n</section>\n";
}
return o;
},
    blocks: {
    },
  },
  "_facts.html": {
    parent: null,
    body: (c) => {
let o = "";
o += "\n";
({ patch: c.patch } = imported(c, "_patch.html", false));
({ listed: c.listed } = imported(c, "_words.html", true));
c.row = macro(c, ["name"], (c) => {
let o = "";
o += "<div><dt>" + say(c.name) + "</dt><dd>" + say(call(c.caller)) + "</dd></div>\n";
return o;
});
o += "\n";
c.cost = or(c.entry?.cost, {  });
o += "\n";
c.ages = or(c.entry?.ages, {  });
o += "\n";
c.covers = or(c.entry?.covers, {  });
o += "\n";
c.numbers = or(c.entry?.identifiers, {  });
o += "\n";
c.rows = part(c, (c) => {
let o = "";
o += "\n";
if ((is(c.cost?.text) || (!(c.cost?.from === null) && (c.cost?.from !== undefined)))) {
o += "\n";
o += say(c.row.calling(part(c, (c) => {
let o = "";
o += "<strong>";
if (is(c.cost?.text)) {
o += say(c.cost?.text);
} else if ((c.cost?.from === 0)) {
o += "Free";
} else {
o += "From " + say(call(c.plain_money, c.cost?.from));
if (is(c.cost?.unit)) {
o += " " + say((holds(["hour", "item"], c.cost?.unit) ? "an" : "a")) + " " + say(c.cost?.unit);
}
}
o += "</strong>";
return o;
}), "Cost"));
o += "\n";
}
o += "\n";
if (is(c.entry?.pay_with)) {
o += "\n";
o += say(c.row.calling(part(c, (c) => {
let o = "";
o += say(call(c.listed, "pay_with", c.entry?.pay_with));
return o;
}), "Ways to pay"));
o += "\n";
}
o += "\n";
if ((is(c.entry?.when) && (is(c.entry?.when?.text) || is(c.entry?.when_words)))) {
o += "\n";
o += say(c.row.calling(part(c, (c) => {
let o = "";
o += say(or(c.entry?.when?.text, c.entry?.when_words));
return o;
}), "When"));
o += "\n";
}
o += "\n";
if (is(c.entry?.where)) {
o += "\n";
o += say(c.row.calling(part(c, (c) => {
let o = "";
o += say(call(c.listed, "where", c.entry?.where));
return o;
}), "Where it happens"));
o += "\n";
}
o += "\n";
if (((is(c.place?.venue) || is(c.place?.address)) || is(c.place?.postcode))) {
o += "\n";
o += say(c.row.calling(part(c, (c) => {
let o = "";
o += say(join(select([c.place?.venue, c.place?.address, c.place?.postcode]), ", "));
return o;
}), "Address"));
o += "\n";
} else if (is(c.place?.outcode)) {
o += "\n";
o += say(c.row.calling(part(c, (c) => {
let o = "";
o += say(c.place?.outcode);
return o;
}), "Based in"));
o += "\n";
}
o += "\n";
c.reach = part(c, (c) => {
let o = "";
if (is(c.covers?.anywhere)) {
o += "Anywhere";
} else if (is(c.covers?.districts)) {
o += say(join(c.covers?.districts, ", "));
} else if (is(c.covers?.within_miles)) {
o += "Up to " + say(c.covers?.within_miles) + " " + say(((c.covers?.within_miles === 1) ? "mile" : "miles")) + " from " + say(or(c.place?.outcode, "their place"));
}
return o;
});
o += "\n";
if ((is(c.reach) || is(c.covers?.online))) {
o += "\n";
o += say(c.row.calling(part(c, (c) => {
let o = "";
o += say(c.reach) + say(((is(c.reach) && is(c.covers?.online)) ? ". " : undefined)) + say((is(c.covers?.online) ? "Online, so you can live anywhere" : undefined));
return o;
}), "Covers"));
o += "\n";
}
o += "\n";
if ((is(c.entry?.space) && is(c.entry?.space?.now))) {
o += "\n";
o += say(c.row.calling(part(c, (c) => {
let o = "";
o += say(get({ "yes": "Yes, there is space", "no": "No, they are full", "waiting list": "There is a waiting list" }, c.entry?.space?.now, c.entry?.space?.now));
if (is(c.entry?.space?.as_of)) {
o += " (on " + say(call(c.plain_date, c.entry?.space?.as_of)) + ")";
}
return o;
}), "Space now"));
o += "\n";
}
o += "\n";
if (is(c.entry?.people)) {
o += "\n";
o += say(c.row.calling(part(c, (c) => {
let o = "";
o += say(call(c.listed, "people", c.entry?.people));
return o;
}), "Who it is for"));
o += "\n";
}
o += "\n";
if (((c.ages?.from !== undefined) || (c.ages?.to !== undefined))) {
o += "\n";
o += say(c.row.calling(part(c, (c) => {
let o = "";
if (((c.ages?.from !== undefined) && (c.ages?.to !== undefined))) {
o += "Aged " + say(c.ages?.from) + " to " + say(c.ages?.to);
} else if ((c.ages?.from !== undefined)) {
o += "Aged " + say(c.ages?.from) + " and over";
} else {
o += "Up to age " + say(c.ages?.to);
}
return o;
}), "Ages"));
o += "\n";
}
o += "\n";
if (is(c.entry?.access)) {
o += "\n";
o += say(c.row.calling(part(c, (c) => {
let o = "";
o += say(call(c.listed, "access", c.entry?.access));
return o;
}), "Getting in and taking part"));
o += "\n";
}
o += "\n";
if (is(c.entry?.languages)) {
o += "\n";
o += say(c.row.calling(part(c, (c) => {
let o = "";
o += say(call(c.listed, "languages", c.entry?.languages));
return o;
}), "Languages"));
o += "\n";
}
o += "\n";
if (((c.entry?.personal_care !== undefined) && !(c.entry?.personal_care === null))) {
o += "\n";
o += say(c.row.calling(part(c, (c) => {
let o = "";
if (holds([true, "yes"], c.entry?.personal_care)) {
o += "They can help with these";
} else {
o += "They do not help with these";
}
return o;
}), "Washing, dressing, eating or the toilet"));
o += "\n";
}
o += "\n";
if (is(c.numbers?.charity)) {
o += "\n";
o += say(c.row.calling(part(c, (c) => {
let o = "";
o += say(c.numbers?.charity);
return o;
}), "Charity number"));
o += "\n";
}
o += "\n";
if (is(c.numbers?.company)) {
o += "\n";
o += say(c.row.calling(part(c, (c) => {
let o = "";
o += say(c.numbers?.company);
return o;
}), "Company number"));
o += "\n";
}
o += "\n";
if (is(c.numbers?.regulator)) {
o += "\n";
o += say(c.row.calling(part(c, (c) => {
let o = "";
o += say(c.numbers?.regulator);
return o;
}), "Care regulator"));
o += "\n";
}
o += "\n";
return o;
});
o += "\n";
if (is(trim(c.rows))) {
o += "\n<h2 class=\"away\">The facts</h2>\n<dl class=\"facts\">\n" + say(c.rows) + "\n</dl>\n";
}
o += "\n";
if (is(c.entry?.help)) {
o += "\n<h2>What they help with</h2>\n<ul class=\"chips\">\n";
o += each(c, ["id"], c.entry?.help, (c) => {
let o = "";
o += "\n  <li><a href=\"" + say(call(c.carry, together("/find?help=", c.id))) + "\">" + say(call(c.patch, c.id)) + " " + say(call(c.label, "help", c.id)) + "</a></li>\n";
return o;
});
o += "\n</ul>\n";
}
return o;
},
    blocks: {
    },
  },
  "_filters.html": {
    parent: null,
    body: (c) => {
let o = "";
o += "\n" + "\n";
c.ticks = macro(c, ["facet", "terms"], (c) => {
let o = "";
o += "\n";
o += each(c, ["term"], c.terms, (c) => {
let o = "";
o += "\n<li";
if (!is(c.term?.count)) {
o += " class=\"none\"";
}
o += "><input type=\"checkbox\" form=\"find\" id=\"" + say(c.facet) + "-" + say(c.term?.id) + "\" name=\"" + say(c.facet) + "\" value=\"" + say(c.term?.id) + "\"";
if (is(c.term?.selected)) {
o += " checked";
}
o += "><label for=\"" + say(c.facet) + "-" + say(c.term?.id) + "\">" + say(c.term?.label) + " <span class=\"count\">(" + say(c.term?.count) + ")</span></label></li>\n";
return o;
});
o += "\n";
return o;
});
o += "\n";
c.option = macro(c, ["name", "value", "words", "chosen"], (c) => {
let o = "";
o += "\n<li><input type=\"radio\" form=\"find\" id=\"" + say(c.name) + "-" + say(c.value) + "\" name=\"" + say(c.name) + "\" value=\"" + say(c.value) + "\"";
if (is(c.chosen)) {
o += " checked";
}
o += "><label for=\"" + say(c.name) + "-" + say(c.value) + "\">" + say(c.words) + "</label></li>";
return o;
});
o += "\n<details class=\"narrow\"";
if (is(c.selected)) {
o += " open";
}
o += ">\n  <summary>Narrow your search";
if (is(c.selected)) {
o += " <span class=\"count\">(" + say(length(c.selected)) + " chosen)</span>";
}
o += "</summary>\n  <div>\n    <h2>Narrow your search</h2>\n";
o += each(c, ["facet"], c.answer?.facets, (c) => {
let o = "";
o += "\n";
c.rest = list(rejectAttribute(within(c.facet?.terms, 8, undefined), "selected"));
o += "\n    <details";
if ((is(c.facet?.selected_count) || (!is(c.selected) && (c.loop?.index <= 3)))) {
o += " open";
}
o += ">\n      <summary>" + say(c.facet?.label);
if (is(c.facet?.selected_count)) {
o += " <span class=\"count\">(" + say(c.facet?.selected_count) + " chosen)</span>";
}
o += "</summary>\n      <fieldset>\n        <legend class=\"away\">" + say(c.facet?.label) + "</legend>\n        <ul>\n        " + say(call(c.ticks, c.facet?.id, within(c.facet?.terms, undefined, 8))) + "\n        " + say(call(c.ticks, c.facet?.id, selectAttribute(within(c.facet?.terms, 8, undefined), "selected"))) + "\n        </ul>\n";
if (is(c.rest)) {
o += "\n        <details>\n          <summary>" + say(length(c.rest)) + " more<span class=\"away\"> in " + say(c.facet?.label) + "</span></summary>\n          <ul>\n          " + say(call(c.ticks, c.facet?.id, c.rest)) + "\n          </ul>\n        </details>\n";
}
o += "\n      </fieldset>\n    </details>\n";
return o;
}, (c) => is(c.facet?.terms));
o += "\n";
if (is(c.answer?.meaning?.place)) {
o += "\n    <details";
if ((!(c.answer?.question?.within === null) || is(c.answer?.question?.sort))) {
o += " open";
}
o += ">\n      <summary>How far, and the order</summary>\n      <fieldset>\n        <legend class=\"away\">How far from " + say(c.answer?.meaning?.place?.name) + "</legend>\n        <ul>\n          " + say(call(c.option, "within", "", "Any distance", (c.answer?.question?.within === null))) + "\n        ";
o += each(c, ["far"], c.miles, (c) => {
let o = "";
o += "\n          " + say(call(c.option, "within", c.far, together("Within ", c.far, " miles"), (c.answer?.question?.within === c.far))) + "\n        ";
return o;
});
o += "\n        ";
if ((!(c.answer?.question?.within === null) && !holds(c.miles, c.answer?.question?.within))) {
o += "\n          " + say(call(c.option, "within", c.answer?.question?.within, together("Within ", c.answer?.question?.within, " miles"), true)) + "\n        ";
}
o += "\n        </ul>\n        <p class=\"hint\">People who come to you, or who help online or by phone, are always here.</p>\n      </fieldset>\n      <fieldset>\n        <legend class=\"away\">Order</legend>\n        <ul>\n          " + say(call(c.option, "sort", "", "Best match first", !is(c.answer?.question?.sort))) + "\n          " + say(call(c.option, "sort", "nearest", "Nearest first", (c.answer?.question?.sort === "nearest"))) + "\n          " + say(call(c.option, "sort", "checked", "Last checked first", (c.answer?.question?.sort === "checked"))) + "\n        </ul>\n      </fieldset>\n    </details>\n";
}
o += "\n    <p class=\"apply\"><button class=\"button\" form=\"find\">Apply filters</button></p>\n  </div>\n</details>";
return o;
},
    blocks: {
    },
  },
  "_meaning.html": {
    parent: null,
    body: (c) => {
let o = "";
o += "\n";
c.meaning = c.answer?.meaning;
o += "\n";
o += each(c, ["wrong", "right"], c.meaning?.corrections, (c) => {
let o = "";
o += "\n    <p class=\"notice\">Nobody here says “" + say(c.wrong) + "”, so we looked for “" + say(c.right) + "”.</p>\n";
return o;
});
o += "\n";
if (is(c.places)) {
o += "\n    <div class=\"notice\">\n      <p>There is more than one place of that name. Which do you mean?</p>\n      <ul>\n      ";
o += each(c, ["place"], c.places, (c) => {
let o = "";
o += "\n        <li><a href=\"" + say(call(c.carry, c.place?.link)) + "#results\">" + say(c.place?.label) + "</a></li>\n      ";
return o;
});
o += "\n      </ul>\n    </div>\n";
} else if (is(c.meaning?.unknown)) {
o += "\n    <p class=\"notice\">We do not know a place called “" + say(c.meaning?.unknown) + "”, so these are from everywhere. Try the first half of a postcode, such as BA1.</p>\n";
} else if ((is(c.meaning?.place) && !is(c.answer?.question?.near))) {
o += "\n    <p class=\"soft\">Near " + say(c.meaning?.place?.label) + ".</p>\n";
}
o += "\n";
if ((is(c.answer?.widened) && is(c.answer?.total))) {
o += "\n    <p class=\"notice\">Hardly anybody has all of that, so these have some of it.</p>\n";
}
return o;
},
    blocks: {
    },
  },
  "_nothing.html": {
    parent: null,
    body: (c) => {
let o = "";
o += "\n<p>Nobody here fits everything you asked for. That may be our gap, not yours.</p>\n";
if (is(c.drops)) {
o += "\n<h3>Leave one thing out</h3>\n<ul class=\"rows\">\n";
o += each(c, ["drop"], c.drops, (c) => {
let o = "";
o += "\n  <li><a href=\"" + say(call(c.carry, c.drop?.link)) + "\">Search without “" + say(c.drop?.label) + "”</a> <span class=\"count\">(" + say(c.drop?.total) + " " + say(((c.drop?.total === 1) ? "result" : "results")) + ")</span></li>\n";
return o;
});
o += "\n</ul>\n";
}
o += "\n<h3>" + say((is(c.drops) ? "Or try this" : "Try this")) + "</h3>\n<ul>\n  <li>Use fewer words, or plainer ones: “garden” not “garden maintenance service”.</li>\n";
if (is(c.answer?.question?.near)) {
o += "\n  <li>Try a bigger town near by, or leave the place empty.</li>\n";
}
o += "\n";
if (is(c.links?.["clear"])) {
o += "\n  <li><a href=\"" + say(call(c.carry, c.links?.["clear"])) + "\">Clear all the filters</a>.</li>\n";
}
o += "\n  <li><a href=\"" + say(call(c.carry, "/")) + "#quilt\">Look through every kind of help</a>.</li>\n</ul>\n<h3>Or ask a person</h3>\n";
o += include(c, "_person.html");
return o;
},
    blocks: {
    },
  },
  "_notices.html": {
    parent: null,
    body: (c) => {
let o = "";
o += "\n";
c.instead = macro(c, [], (c) => {
let o = "";
c.base = or(c.entry?.place, {  });
o += "\n";
if (is(c.entry?.instead)) {
o += "\n<p>Try instead:</p>\n<ul class=\"rows\">\n";
o += each(c, ["other"], c.entry?.instead, (c) => {
let o = "";
o += "\n  <li><a href=\"" + say(call(c.carry, together("/entry/", c.other?.id))) + "\">" + say(c.other?.name) + "</a></li>\n";
return o;
});
o += "\n</ul>\n";
} else if (is(c.entry?.help)) {
o += "\n<p>Try instead: ";
o += each(c, ["id"], c.entry?.help, (c) => {
let o = "";
o += "<a href=\"" + say(call(c.carry, together("/find?help=", c.id, (is(c.base?.outcode) ? together("&near=", c.base?.outcode) : "")))) + "\">" + say(call(c.label, "help", c.id)) + "</a>" + say((!is(c.loop?.last) ? ", " : undefined));
return o;
});
if (is(c.base?.outcode)) {
o += ", near " + say(c.base?.outcode);
}
o += ".";
if (is(c.entry?.similar)) {
o += " Or see <a href=\"#similar\">others like this</a>.";
}
o += "</p>\n";
} else {
o += "\n<p><a href=\"" + say(call(c.carry, "/find")) + "\">Look for something else</a>.</p>\n";
}
o += "\n";
return o;
});
o += "\n";
if ((c.state === "closed")) {
o += "\n<section class=\"notice\" aria-labelledby=\"closed\">\n  <h2 id=\"closed\">" + say(c.entry?.name) + " has closed</h2>\n  <p>";
if (is(c.entry?.status?.since)) {
o += "It closed on " + say(call(c.plain_date, c.entry?.status?.since)) + ". ";
}
o += say(c.entry?.status?.why) + "</p>\n  " + say(call(c.instead)) + "\n</section>\n";
} else if ((c.state === "paused")) {
o += "\n<section class=\"notice\" aria-labelledby=\"paused\">\n  <h2 id=\"paused\">Having a break</h2>\n  <p>" + say(c.entry?.name) + " is not taking anyone at the moment";
if (is(c.entry?.status?.since)) {
o += ". The break began on " + say(call(c.plain_date, c.entry?.status?.since));
}
o += ". " + say(c.entry?.status?.why) + "</p>\n  " + say(call(c.instead)) + "\n</section>\n";
}
o += "\n";
if ((is(c.entry?.stale) && (c.state !== "closed"))) {
o += "\n<section class=\"notice\" aria-labelledby=\"stale\">\n  <h2 id=\"stale\">This may have changed</h2>\n  <p>";
if ((is(c.entry?.checked) && is(c.entry?.checked?.on))) {
o += "We last checked this with them on " + say(call(c.plain_date, c.entry?.checked?.on)) + ". That is a long time ago.";
} else {
o += "We have not checked this with them yet.";
}
o += " Get in touch before you set out.</p>\n  " + say(((c.state === "open") ? call(c.instead) : undefined)) + "\n</section>\n";
}
o += "\n";
if (is(c.entry?.sample)) {
o += "\n<p class=\"flag\"><strong>Made-up example.</strong> Nobody will answer the phone.</p>\n";
}
return o;
},
    blocks: {
    },
  },
  "_page.html": {
    parent: "base.html",
    body: (c) => {
let o = "";
o += "\n";
return o;
},
    blocks: {
      root: (c) => {
let o = "";
return o;
},
      datasette_head: (c) => {
let o = "";
o += "<link rel=\"manifest\" href=\"/manifest.webmanifest\">\n<link rel=\"apple-touch-icon\" href=\"/static/icons/any-192.png\">";
return o;
},
      datasette_nav: (c) => {
let o = "";
return o;
},
      datasette_foot: (c) => {
let o = "";
o += "<script type=\"module\" src=\"/static/offline/keep.js\"></script>";
return o;
},
      footer: (c) => {
let o = "";
return o;
},
    },
  },
  "_patch.html": {
    parent: null,
    body: (c) => {
let o = "";
o += "\n";
c.patch = macro(c, ["id"], (c) => {
let o = "";
o += "<svg class=\"patch\" width=\"48\" height=\"48\" aria-hidden=\"true\" focusable=\"false\"><use href=\"/static/patches.svg#" + say(c.id) + "\"></use></svg>";
return o;
});
return o;
},
    blocks: {
    },
  },
  "_person.html": {
    parent: null,
    body: (c) => {
let o = "";
o += "\n";
if ((is(c.site) && is(c.site?.helpline_phone))) {
o += "\n<p>Ring " + say(c.site?.helpline_name) + ". A person will answer and help you look.</p>\n<p><a class=\"button\" href=\"" + say(c.site?.helpline_link) + "\">Phone " + say(c.site?.helpline_phone) + "</a></p>\n";
} else {
o += "\n<p>Ask at your library, your doctor's surgery or your council. They can help you look.</p>\n";
}
return o;
},
    blocks: {
    },
  },
  "_picture.html": {
    parent: null,
    body: (c) => {
let o = "";
o += "\n<section class=\"where\" aria-labelledby=\"where-title\">\n  <h2 id=\"where-title\">Where they are</h2>\n  <svg class=\"map\" viewBox=\"0 0 " + say(c.picture?.width) + " " + say(c.picture?.height) + "\" role=\"img\" aria-label=\"A picture of where these results are. The table below says the same.\">\n  ";
o += each(c, ["disc"], c.picture?.discs, (c) => {
let o = "";
o += "\n    <circle class=\"area\" cx=\"" + say(c.disc?.x) + "\" cy=\"" + say(c.disc?.y) + "\" r=\"" + say(c.disc?.radius) + "\"/>\n  ";
return o;
});
o += "\n  ";
o += each(c, ["town"], c.picture?.towns, (c) => {
let o = "";
o += "\n    <circle class=\"dot\" cx=\"" + say(c.town?.x) + "\" cy=\"" + say(c.town?.y) + "\" r=\"3\"/>\n    <text x=\"" + say((c.town?.x + 6)) + "\" y=\"" + say((c.town?.y + 5)) + "\">" + say(c.town?.name) + "</text>\n  ";
return o;
});
o += "\n  ";
o += each(c, ["disc"], c.picture?.discs, (c) => {
let o = "";
o += "\n    <text class=\"count\" x=\"" + say(c.disc?.x) + "\" y=\"" + say((c.disc?.y - 10)) + "\" text-anchor=\"middle\">" + say(c.disc?.outcode) + " (" + say(length(c.disc?.results)) + ")</text>\n  ";
return o;
});
o += "\n  ";
if (is(c.picture?.you)) {
o += "\n    <circle class=\"you\" cx=\"" + say(c.picture?.you?.x) + "\" cy=\"" + say(c.picture?.you?.y) + "\" r=\"8\"/>\n  ";
}
o += "\n  </svg>\n  <p class=\"soft\">Each disc is a whole postcode area, such as BA1, and nobody's own address.";
if (is(c.picture?.you)) {
o += " The ring is " + say(c.picture?.you?.name) + ".";
}
o += " Distances are in a straight line.</p>\n  <details>\n    <summary>The same as a table</summary>\n    <table>\n      <thead><tr><th scope=\"col\">Area</th>";
if (is(c.picture?.you)) {
o += "<th scope=\"col\">How far</th>";
}
o += "<th scope=\"col\">Who</th></tr></thead>\n      <tbody>\n      ";
o += each(c, ["disc"], c.picture?.discs, (c) => {
let o = "";
o += "\n        <tr><th scope=\"row\">" + say(c.disc?.outcode) + "</th>";
if (is(c.picture?.you)) {
o += "<td>" + say(c.disc?.distance) + "</td>";
}
o += "<td>";
o += each(c, ["result"], c.disc?.results, (c) => {
let o = "";
o += "<a href=\"" + say(call(c.carry, together("/entry/", c.result?.id))) + "\">" + say(c.result?.name) + "</a>";
if (!is(c.loop?.last)) {
o += ", ";
}
return o;
});
o += "</td></tr>\n      ";
return o;
});
o += "\n      ";
if (is(c.picture?.elsewhere)) {
o += "\n        <tr><th scope=\"row\">No one place</th>";
if (is(c.picture?.you)) {
o += "<td></td>";
}
o += "<td>";
o += each(c, ["result"], c.picture?.elsewhere, (c) => {
let o = "";
o += "<a href=\"" + say(call(c.carry, together("/entry/", c.result?.id))) + "\">" + say(c.result?.name) + "</a>";
if (!is(c.loop?.last)) {
o += ", ";
}
return o;
});
o += "</td></tr>\n      ";
}
o += "\n      </tbody>\n    </table>\n  </details>\n</section>";
return o;
},
    blocks: {
    },
  },
  "_provenance.html": {
    parent: null,
    body: (c) => {
let o = "";
o += "\n";
c.source = or(c.entry?.source, {  });
o += "\n";
c.agreed = or(c.entry?.permission, {  });
o += "\n";
c.past = or(c.entry?.history, {  });
o += "\n<section class=\"keep\" aria-labelledby=\"about-page\">\n  <h2 id=\"about-page\">About this page</h2>\n  ";
if ((is(c.agreed?.given_by) || is(c.agreed?.on))) {
o += "<p>" + say(or(c.agreed?.given_by, "They")) + " agreed to this being here";
if (is(c.agreed?.on)) {
o += " on " + say(call(c.plain_date, c.agreed?.on));
}
o += ".</p>";
}
o += "\n  ";
if (!is(c.preview)) {
o += "<p>";
if ((is(c.past?.added_on) || is(c.past?.changed_on))) {
if (is(c.past?.added_on)) {
o += "Added " + say(call(c.plain_month, c.past?.added_on)) + ".";
}
if (is(c.past?.changed_on)) {
o += " " + say(call(c.changed_words, c.past?.changed)) + " " + say(call(c.plain_month, c.past?.changed_on)) + ".";
}
} else {
o += "We do not know when this was added.";
}
o += " A change is not a check";
if (!is(c.alone)) {
o += ": <a href=\"" + say(call(c.carry, "/up-to-date")) + "\">what we have checked</a>";
}
o += ".</p>";
}
o += "\n  ";
if (is(c.source?.name)) {
o += "<p>It came from ";
if (is(c.source?.link)) {
o += "<a href=\"" + say(c.source?.link) + "\">" + say(c.source?.name) + "</a>";
} else {
o += say(c.source?.name);
}
if (is(c.source?.licence)) {
o += ", used under the " + say(c.source?.licence);
}
o += ".</p>";
}
o += "\n  ";
if (is(c.entry?.suggest_link)) {
o += "<p>Is something wrong? <a href=\"" + say(call(c.carry, c.entry?.suggest_link)) + "\">Tell us what to change</a>.</p>";
} else if (is(c.tell)) {
o += "<p>Is something wrong? ";
o += include(c, "_tell.html");
o += "</p>";
}
o += "\n</section>";
return o;
},
    blocks: {
    },
  },
  "_search.html": {
    parent: null,
    body: (c) => {
let o = "";
o += "\n<form class=\"search\" id=\"find\" action=\"/find#results\" method=\"get\"";
if (is(c.framed)) {
o += " target=\"_top\"";
}
o += ">\n  <div>\n    <label for=\"q\">What would help?</label>\n    <p class=\"hint\" id=\"q-hint\">For example: someone to take mum shopping</p>\n    <input type=\"text\" id=\"q\" name=\"q\" value=\"" + say((is(c.answer) ? c.answer?.question?.q : "")) + "\" aria-describedby=\"q-hint\" enterkeyhint=\"search\">\n  </div>\n  <div>\n    <label for=\"near\">Where? Town or first half of postcode</label>\n    <p class=\"hint\" id=\"near-hint\">For example: Bath, or BA1</p>\n    <input type=\"text\" id=\"near\" name=\"near\" value=\"" + say((is(c.answer) ? c.answer?.question?.near : "")) + "\" aria-describedby=\"near-hint\" autocomplete=\"postal-code\" enterkeyhint=\"search\">\n  </div>\n";
o += each(c, ["name", "value"], c.kept_pairs, (c) => {
let o = "";
o += "\n  <input type=\"hidden\" name=\"" + say(c.name) + "\" value=\"" + say(c.value) + "\">\n";
return o;
});
o += "\n  <button class=\"button\">Find help</button>\n</form>\n";
if (!is(c.framed)) {
o += "<script type=\"module\" src=\"/static/near-me.js\"></script>";
}
return o;
},
    blocks: {
    },
  },
  "_send.html": {
    parent: null,
    body: (c) => {
let o = "";
o += "\n";
if ((is(c.send) && (is(c.send?.link) || is(c.send?.words)))) {
o += "\n<section class=\"keep\" aria-labelledby=\"send\">\n  <h2 id=\"send\">Send or keep this</h2>\n  <ul class=\"chips\" id=\"ways\">\n    <li><a href=\"" + say(c.send?.email) + "\">Email it</a></li>\n    <li><a href=\"" + say(c.send?.whatsapp) + "\" rel=\"noreferrer\">Send it by WhatsApp</a></li>\n    <li><a href=\"" + say(c.send?.text) + "\">Send it as a text</a></li>\n  </ul>\n";
if (is(c.send?.link)) {
o += "\n  <p class=\"link\"><label for=\"link\">Or copy this link</label> <input type=\"text\" id=\"link\" readonly value=\"" + say(c.send?.link) + "\" data-title=\"" + say(c.send?.title) + "\"></p>\n";
}
o += "\n";
if (is(c.send?.code)) {
o += "\n  <details class=\"scan\">\n    <summary>Show a code to scan with a phone</summary>\n    <img src=\"" + say(c.send?.code) + "\" alt=\"A code that opens this page on the phone that scans it\" width=\"200\" height=\"200\" loading=\"lazy\">\n  </details>\n  <p class=\"paper\"><picture><source media=\"print\" srcset=\"" + say(c.send?.code) + "\"><img src=\"/static/icon.svg\" alt=\"\" width=\"150\" height=\"150\"></picture><br>Scan this with a phone to see this page as it is today";
if ((length(c.send?.link) < 90)) {
o += ", or go to " + say(c.send?.link);
}
o += ".</p>\n";
}
o += "\n";
if ((is(c.links) && is(c.links?.downloads))) {
o += "\n  ";
o += include(c, "_downloads.html");
o += "\n";
}
o += "\n</section>\n<script type=\"module\" src=\"/static/my-list.js\"></script>\n<script type=\"module\" src=\"/static/share.js\"></script>\n";
}
return o;
},
    blocks: {
    },
  },
  "_tell.html": {
    parent: null,
    body: (c) => {
let o = "";
if (is(c.site?.helpline_phone)) {
o += "Ring " + say(c.site?.helpline_name) + " on <a href=\"" + say(c.site?.helpline_link) + "\">" + say(c.site?.helpline_phone) + "</a>.";
}
if (is(c.tell?.email)) {
o += " " + say((is(c.site?.helpline_phone) ? "Or send" : "Send")) + " an email to <a href=\"" + say(c.tell?.email) + "\">" + say(c.site?.email) + "</a>.";
}
if (is(c.tell?.link)) {
o += " Or, with a signal, <a href=\"" + say(c.tell?.link) + "\">use the form on our site</a>.";
}
if (!((is(c.site?.helpline_phone) || is(c.tell?.email)) || is(c.tell?.link))) {
o += "Tell the people who gave you this copy.";
}
return o;
},
    blocks: {
    },
  },
  "_words.html": {
    parent: null,
    body: (c) => {
let o = "";
o += "\n\n" + "\n";
c.listed = macro(c, ["facet", "ids"], (c) => {
let o = "";
if ((length(c.ids) === 1)) {
o += say(call(c.label, c.facet, c.ids?.[0]));
} else {
o += "<ul>";
o += each(c, ["id"], c.ids, (c) => {
let o = "";
o += "<li>" + say(call(c.label, c.facet, c.id)) + "</li>";
return o;
});
o += "</ul>";
}
return o;
});
o += "\n\n" + "\n";
c.email = macro(c, ["address"], (c) => {
let o = "";
o += "<a href=\"mailto:" + say(c.address) + "\">" + say(first(split(c.address, "@"))) + "<wbr>@" + say(last(split(c.address, "@"))) + "</a>";
return o;
});
o += "\n";
c.web = macro(c, ["address"], (c) => {
let o = "";
o += "<a href=\"" + say(c.address) + "\">" + say(trim(replace(replace(c.address, "https://", ""), "http://", ""), "/")) + "</a>";
return o;
});
o += "\n\n" + "\n";
c.last_checked = macro(c, ["on", "stale"], (c) => {
let o = "";
if (is(c.on)) {
o += "Last checked " + say(call(c.plain_date, c.on));
if (is(c.stale)) {
o += ", so some of it may have changed";
}
} else {
o += "Not checked with them yet";
}
return o;
});
o += "\n\n" + "\n";
c.keep_one = macro(c, ["id", "name", "part"], (c) => {
let o = "";
if (holds(c.kept?.ids, c.id)) {
o += "On <a href=\"" + say(c.kept_link) + "\">your list</a>. <a rel=\"nofollow\" href=\"" + say(call(c.take_off, c.id)) + "#" + say(c.part) + "\">Take it off<span class=\"away\"> your list " + say(c.name) + "</span></a>";
} else if (is(c.kept?.is_full)) {
o += "<a href=\"" + say(c.kept_link) + "\">Your list</a> is full.";
} else {
o += "<a rel=\"nofollow\" href=\"" + say(call(c.put_on, c.id)) + "#" + say(c.part) + "\">Add to my list<span class=\"away\"> " + say(c.name) + "</span></a>";
}
return o;
});
return o;
},
    blocks: {
    },
  },
  "about.html": {
    parent: "_page.html",
    body: (c) => {
let o = "";
return o;
},
    blocks: {
      title: (c) => {
let o = "";
o += "About " + say(c.site?.name);
return o;
},
      content: (c) => {
let o = "";
o += "\n<div class=\"words\">\n<h1>About " + say(c.site?.name) + "</h1>\n<p class=\"lead\">" + say(c.site?.name) + " is a list of small, local help";
if (is(c.site?.area)) {
o += " in " + say(c.site?.area);
}
o += ": groups run by the people they are for, and very small local businesses.</p>\n<p>It has " + say(c.build?.entries) + " " + say(((c.build?.entries === 1) ? "entry" : "entries")) + " today. Volunteers keep it. Nobody makes money from it.</p>\n\n<h2 id=\"listed\">Who is in it</h2>\n<p>Groups run by disabled people, by people with a learning disability, by family carers, by older people, and by others who know what it is like. And people who work for themselves near where they live: somebody who cleans, gardens, gives lifts, runs a craft afternoon, or sits with your dad while you go out.</p>\n<p>Being in it does not mean that we or the council approve of anyone. You choose. Ask your own questions first.</p>\n\n<h2 id=\"order\">How we choose the order</h2>\n<p>The order is the same for everyone. Nobody can pay to be higher.</p>\n<p>Each entry gets points for what you ask. The most points come first. When two have the same, the one we checked most lately comes first. When you ask for nothing at all, those we checked most lately come first; then those we have not checked yet, those nobody has checked for a year, those having a break, and last those that have closed.</p>\n<table>\n";
o += each(c, ["heading", "rows"], c.points, (c) => {
let o = "";
o += "\n  <tbody>\n    <tr><th scope=\"colgroup\" colspan=\"2\">" + say(c.heading) + "</th></tr>\n  ";
o += each(c, ["what", "worth"], c.rows, (c) => {
let o = "";
o += "\n    <tr><th scope=\"row\">" + say(c.what) + "</th><td>" + say(c.worth) + "</td></tr>\n  ";
return o;
});
o += "\n  </tbody>\n";
return o;
});
o += "\n</table>\n<p>The points for a place count once for each thing that you ask for, as often as that thing counts.</p>\n<p>Each result says why it is there.</p>\n\n<h2 id=\"ratings\">No stars, no ratings</h2>\n<p>We do not ask people to give marks to each other. A small group can be hurt by one unkind word, and a mark does not tell you if they are right for you. We give you facts, and we say who saw them and when.</p>\n\n<h2 id=\"old\">What happens to old entries</h2>\n<p>We ask people if their entry is still right. If we have not asked for a long time, the page says so, and the entry goes lower in the list.";
if (is(c.build?.stale)) {
o += " " + say(c.build?.stale) + " " + say(((c.build?.stale === 1) ? "entry is" : "entries are")) + " like that today.";
}
o += " When a group closes, its page stays, says when it closed, and shows you who else to try.</p>\n\n<h2 id=\"privacy\">What we know about you</h2>\n<p>Nothing. There are no cookies and no trackers. No other company is told that you were here. What you type is used to answer you and is not kept.</p>\n\n<h2 id=\"add\">Add your group, or change your entry</h2>\n<p>It is free, and it always will be. All we need is a name, a sentence about what you do, and one way to get in touch.</p>\n<p>If you work from home we only show the first half of your postcode. If you ask us not to list you, we will remember that.</p>\n";
if (is(c.site?.add_link)) {
o += "\n<p><a class=\"button\" href=\"" + say(c.site?.add_link) + "\">Add your group</a></p>\n";
}
o += "\n";
if (is(c.tell)) {
o += "\n<p>";
o += include(c, "_tell.html");
o += "</p>\n";
} else if (is(c.site?.helpline_phone)) {
o += "\n<p>" + say((is(c.site?.add_link) ? "Would you rather not type? " : undefined)) + "Ring " + say(c.site?.helpline_name) + " on <a href=\"" + say(c.site?.helpline_link) + "\">" + say(c.site?.helpline_phone) + "</a>, and we will write it with you.</p>\n";
}
o += "\n\n<h2 id=\"data\">Use the list yourself</h2>\n<p>Everything here is open.";
if (is(c.build?.licence)) {
o += " You may copy it under the ";
if (is(c.build?.licence_link)) {
o += "<a href=\"" + say(c.build?.licence_link) + "\" rel=\"license\">" + say(c.build?.licence) + "</a>";
} else {
o += say(c.build?.licence);
}
o += ".";
}
if (!is(c.alone)) {
o += " <a href=\"/directory\">See the data</a>. Other directories can gather it as <a href=\"/openreferral/v3/\">Open Referral UK</a>.";
}
o += "</p>\n</div>\n";
return o;
},
    },
  },
  "base.html": {
    parent: null,
    body: (c) => {
let o = "";
o += "\n";
if (is(c.urls)) {
c.crumbs = imported(c, "_crumbs.html", true);
}
({ patch: c.patch } = imported(c, "_patch.html", false));
c.here = or(c.site, {  });
c.built = or(c.build, {  });
o += "<!DOCTYPE html>\n<html lang=\"en-GB\"";
o += block(c, "root");
o += ">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>";
o += block(c, "title");
o += "</title>\n<link rel=\"icon\" href=\"/static/icon.svg\" type=\"image/svg+xml\">\n<meta name=\"theme-color\" content=\"#f8f3e8\" media=\"(prefers-color-scheme: light)\">\n<meta name=\"theme-color\" content=\"#1d1c20\" media=\"(prefers-color-scheme: dark)\">\n";
o += block(c, "datasette_head");
o += "\n<link rel=\"stylesheet\" href=\"/static/style.css\">\n";
o += each(c, ["url"], c.extra_css_urls, (c) => {
let o = "";
o += "\n<link rel=\"stylesheet\" href=\"" + say(c.url?.url) + "\"";
if (is(c.url?.sri)) {
o += " integrity=\"" + say(c.url?.sri) + "\" crossorigin=\"anonymous\"";
}
o += ">\n";
return o;
});
o += "\n";
o += each(c, ["url"], c.extra_js_urls, (c) => {
let o = "";
o += "\n<script ";
if (is(c.url?.module)) {
o += "type=\"module\" ";
}
o += "src=\"" + say(c.url?.url) + "\"";
if (is(c.url?.sri)) {
o += " integrity=\"" + say(c.url?.sri) + "\" crossorigin=\"anonymous\"";
}
o += "></script>\n";
return o;
});
if (is(c.alternate_url_json)) {
o += "<link rel=\"alternate\" type=\"application/json+datasette\" href=\"" + say(c.alternate_url_json) + "\">";
}
o += "\n";
o += block(c, "elsewhere");
o += "\n";
o += block(c, "extra_head");
o += "\n</head>\n<body class=\"";
o += block(c, "body_class");
o += "\">\n<a class=\"skip\" href=\"#main\">Skip to the main part</a>\n";
o += block(c, "skip");
o += "\n<header class=\"top\">\n  <div class=\"wide\">\n    <a class=\"brand\" href=\"" + say((is(c.carry) ? call(c.carry, "/") : "/")) + "\">" + say(call(c.patch, "our-patch")) + " <span>" + say(or(c.here?.name, "Our Patch")) + "</span></a>\n    <nav aria-label=\"Main\">\n      <ul>\n        <li><a href=\"" + say((is(c.carry) ? call(c.carry, "/find") : "/find")) + "\"";
if ((is(c.request) && (c.request?.path === "/find"))) {
o += " aria-current=\"page\"";
}
o += ">Find help</a></li>\n";
if ((is(c.kept) && is(c.kept?.ids))) {
o += "\n        <li><a href=\"" + say(c.kept_link) + "\"";
if ((c.request?.path === "/list")) {
o += " aria-current=\"page\"";
}
o += ">My list (" + say(length(c.kept?.ids)) + ")</a></li>\n";
}
o += "\n        <li><a href=\"" + say((is(c.carry) ? call(c.carry, "/about") : "/about")) + "\"";
if ((is(c.request) && (c.request?.path === "/about"))) {
o += " aria-current=\"page\"";
}
o += ">About</a></li>\n      </ul>\n    </nav>\n  </div>\n";
if (is(c.built?.samples)) {
o += "\n  <p class=\"banner\"><strong>";
if ((c.built?.samples < c.built?.entries)) {
o += "Some of these are made-up examples, and each one says so.";
} else {
o += "These are made-up examples.";
}
o += "</strong> They show how this works. The people and phone numbers are not real.</p>\n";
}
o += "\n";
if (is(c.here?.is_copy)) {
o += "\n  <p class=\"banner\">This is a copy, as it was on " + say(call(c.plain_date, c.built?.on));
if (is(c.here?.part)) {
o += ", with only a part of the directory: " + say(c.here?.part);
}
o += ". What you type here stays on your computer.</p>\n";
}
o += "\n";
if (is(c.offline)) {
o += "\n  <p class=\"banner\" role=\"status\">You are offline. This is the directory as it was on " + say(call(c.plain_date, c.built?.on)) + ".</p>\n";
}
o += "\n</header>\n";
o += block(c, "before_main");
o += "\n";
o += block(c, "datasette_nav");
o += "\n<main id=\"main\" class=\"wide content\" tabindex=\"-1\">\n";
o += block(c, "messages");
o += "\n";
o += block(c, "content");
o += "\n</main>\n<footer class=\"foot\">\n  <div class=\"wide\">\n";
if (is(c.here?.helpline_phone)) {
o += "\n    <p><strong>Would you rather talk to a person?</strong><br>Ring " + say(c.here?.helpline_name) + " on <a href=\"" + say(c.here?.helpline_link) + "\">" + say(c.here?.helpline_phone) + "</a>.</p>\n";
}
o += "\n";
if (is(c.built?.on)) {
o += "\n    <p>The entries here are as they were on " + say(call(c.plain_date, c.built?.on)) + ".";
if (is(c.built?.licence)) {
o += " You may use them again under the ";
if (is(c.built?.licence_link)) {
o += "<a href=\"" + say(c.built?.licence_link) + "\" rel=\"license\">" + say(c.built?.licence) + "</a>";
} else {
o += say(c.built?.licence);
}
o += ".";
}
o += "</p>\n";
}
o += "\n    <p>No cookies. No adverts. Nobody is watching what you look for.</p>\n    <ul>\n      <li><a href=\"/about\">About " + say(or(c.here?.name, "Our Patch")) + "</a></li>\n      <li><a href=\"/take-it-with-you\">Take it with you</a></li>\n      <li><a href=\"/downloads\">Download everything</a></li>\n";
if (is(c.here?.add_link)) {
o += "\n      <li><a href=\"" + say(c.here?.add_link) + "\">Add your group</a></li>\n";
}
o += "\n      <li><a href=\"/share-our-directory\">Put our search on your site</a></li>\n      <li><a href=\"/up-to-date\">How up to date it is</a></li>\n      <li><a href=\"/directory\">Data for developers</a></li>\n    </ul>\n";
o += block(c, "footer");
o += "\n  </div>\n</footer>\n";
o += block(c, "datasette_foot");
o += "\n</body>\n</html>";
return o;
},
    blocks: {
      title: (c) => {
let o = "";
o += say(or(c.here?.name, "Our Patch"));
return o;
},
      extra_head: (c) => {
let o = "";
return o;
},
      body_class: (c) => {
let o = "";
return o;
},
      skip: (c) => {
let o = "";
return o;
},
      before_main: (c) => {
let o = "";
return o;
},
      messages: (c) => {
let o = "";
o += "\n";
if (is(c.show_messages)) {
o += "\n  ";
o += each(c, ["message", "message_type"], call(c.show_messages), (c) => {
let o = "";
o += "\n  <p class=\"message-";
if ((c.message_type === 1)) {
o += "info";
} else if ((c.message_type === 2)) {
o += "warning";
} else if ((c.message_type === 3)) {
o += "error";
}
o += "\">" + say(c.message) + "</p>\n  ";
return o;
});
o += "\n";
}
o += "\n";
return o;
},
      content: (c) => {
let o = "";
o += "\n";
return o;
},
    },
  },
  "downloads.html": {
    parent: "_page.html",
    body: (c) => {
let o = "";
return o;
},
    blocks: {
      title: (c) => {
let o = "";
o += "Download everything – " + say(c.site?.name);
return o;
},
      content: (c) => {
let o = "";
o += "\n<h1>Download everything</h1>\n<p class=\"lead\">All of " + say(c.site?.name) + " in one file: " + say(c.build?.entries) + " " + say(((c.build?.entries === 1) ? "entry" : "entries")) + ", as they were on " + say(call(c.plain_date, c.build?.on)) + ".</p>\n<p>Each address always gives the newest. To take away only some of it, <a href=\"" + say(call(c.carry, "/find")) + "\">look for them</a> first: the same files are at the foot of every page of results.</p>\n";
if (is(c.books)) {
o += "\n<ul class=\"rows\">\n";
o += each(c, ["book"], c.books, (c) => {
let o = "";
o += "\n<li><a href=\"/downloads/" + say(c.book?.name) + "\">" + say(c.book?.label) + "</a> <span class=\"soft\">" + say(c.book?.use) + ", " + say(call(c.plain_size, c.book?.size)) + "</span></li>\n";
return o;
});
o += "\n</ul>\n<h2>Did it come whole?</h2>\n<p>Each file has a checksum (SHA-256): a long number that is different if one letter is. They are all in <a href=\"/downloads/" + say(c.sums) + "\">" + say(c.sums) + "</a>.</p>\n<details>\n<summary>Show the checksums</summary>\n<ul class=\"rows\">\n";
o += each(c, ["book"], c.books, (c) => {
let o = "";
o += "\n<li>" + say(c.book?.name) + "<br><code>" + say(c.book?.sha256) + "</code></li>\n";
return o;
});
o += "\n</ul>\n</details>\n";
} else if (is(c.offline)) {
o += "\n<p class=\"notice\">These files need a signal. Come back here when you have one. The directory itself is on this device already: <a href=\"" + say(call(c.carry, "/find")) + "\">find help</a> as you always do.</p>\n";
} else {
o += "\n<p class=\"notice\">The files are being made just now. <a href=\"/downloads\">Look again in a minute</a>.</p>\n";
}
o += "\n<h2>What you may do with it</h2>\n<p>";
if (is(c.build?.licence)) {
o += "You may use it again under the ";
if (is(c.build?.licence_link)) {
o += "<a href=\"" + say(c.build?.licence_link) + "\" rel=\"license\">" + say(c.build?.licence) + "</a>";
} else {
o += say(c.build?.licence);
}
o += ". ";
}
o += "Say where it is from, and when. People move, stop and start, so get it again from time to time.</p>\n";
return o;
},
    },
  },
  "entry.html": {
    parent: "_page.html",
    body: (c) => {
let o = "";
({ patch: c.patch } = imported(c, "_patch.html", false));
({ keep_one: c.keep_one } = imported(c, "_words.html", true));
c.state = (is(c.entry?.status) ? c.entry?.status?.now : "open");
c.place = or(c.entry?.place, {  });
c.contact = or(c.entry?.contact, {  });
return o;
},
    blocks: {
      title: (c) => {
let o = "";
o += say(c.entry?.name);
if (is(c.place?.outcode)) {
o += ", " + say(c.place?.outcode);
}
o += " – " + say(c.site?.name);
return o;
},
      extra_head: (c) => {
let o = "";
o += "<meta name=\"description\" content=\"" + say(c.entry?.summary) + "\">\n";
if ((is(c.send) && is(c.send?.link))) {
o += "<link rel=\"canonical\" href=\"" + say(c.send?.link) + "\">";
}
return o;
},
      before_main: (c) => {
let o = "";
o += "\n<nav class=\"wide back\" aria-label=\"Back\"><a href=\"" + say((is(c.back) ? call(c.carry, c.back) : call(c.carry, "/find"))) + say((is(c.back) ? "#results" : undefined)) + "\"><span aria-hidden=\"true\">←</span> " + say((is(c.back) ? "Back to your results" : "Find more help")) + "</a></nav>\n";
return o;
},
      content: (c) => {
let o = "";
o += "\n<article class=\"entry\">\n  <div>\n  <div class=\"head title\">\n    " + say((is(c.entry?.help) ? call(c.patch, c.entry?.help?.[0]) : undefined)) + "\n    <div>";
c.top = (is(c.preview) ? "h2" : "h1");
o += "\n      <" + say(c.top) + ">" + say(c.entry?.name) + "</" + say(c.top) + ">";
c.runs = ((is(c.entry?.led_by) && is(c.entry?.led_by?.who)) ? together("Run by ", call(c.labels, "led_by", c.entry?.led_by?.who)) : (is(c.entry?.kind) ? call(c.label, "kind", c.entry?.kind) : ""));
c.spot = or(or(c.place?.venue, c.place?.outcode), "");
o += "\n      ";
if ((is(c.runs) || is(c.spot))) {
o += "<p class=\"soft\">" + say(join(select([c.runs, c.spot]), " · ")) + "</p>";
}
o += "\n    </div>\n  </div>\n";
o += include(c, "_notices.html");
o += "\n  <p class=\"lead\">" + say(c.entry?.summary) + "</p>\n";
if ((is(c.entry?.checked) && is(c.entry?.checked?.on))) {
o += "\n  <p class=\"soft\">Last checked with them";
if (is(c.entry?.checked?.how)) {
o += " " + say(((c.entry?.checked?.how === "visit") ? "by a visit" : ((c.entry?.checked?.how === "online") ? "online" : together("by ", c.entry?.checked?.how))));
}
o += " on " + say(call(c.plain_date, c.entry?.checked?.on));
if (is(c.entry?.checked?.by)) {
o += " by " + say(c.entry?.checked?.by);
}
o += ".</p>\n";
}
o += "\n";
if (!is(c.preview)) {
o += "\n  <p id=\"keep\">" + say(call(c.keep_one, c.entry?.id, c.entry?.name, "keep")) + "</p>\n";
}
o += "\n  </div>\n";
if ((c.state !== "closed")) {
o += "\n  ";
o += include(c, "_contact.html");
o += "\n";
}
o += "\n  <div class=\"rest\">\n  ";
o += include(c, "_facts.html");
o += "\n  ";
o += include(c, "_evidence.html");
o += "\n";
if (is(c.entry?.description_html)) {
o += "\n  <section class=\"words\" aria-labelledby=\"more\">\n    <h2 id=\"more\">More about it</h2>\n    " + "\n    " + say(safe(c.entry?.description_html)) + "\n  </section>\n";
}
o += "\n";
if (is(c.entry?.cy)) {
o += "\n  <section class=\"words\" lang=\"cy\" aria-labelledby=\"cymraeg\">\n    <h2 id=\"cymraeg\">" + say(or(c.entry?.cy?.name, "Yn Gymraeg")) + "</h2>\n    ";
if (is(c.entry?.cy?.summary)) {
o += "<p>" + say(c.entry?.cy?.summary) + "</p>";
}
o += "\n    ";
if (is(c.entry?.cy?.description_html)) {
o += say(safe(c.entry?.cy?.description_html));
}
o += "\n  </section>\n";
}
o += "\n";
if ((c.state !== "closed")) {
o += "\n  <section aria-labelledby=\"before\">\n    <h2 id=\"before\">Good questions to ask first</h2>\n    <ul>\n      <li>Can we meet before we decide?</li>\n      <li>What will it cost altogether?</li>\n      <li>Who will come, and what happens if they are ill?</li>\n      <li>Can I see your insurance and your background checks?</li>\n    </ul>\n    <p>Being listed here does not mean that we or the council approve of anyone. We have not inspected them.</p>\n  </section>\n";
}
o += "\n  <section class=\"words\" aria-labelledby=\"worried\">\n    <h2 id=\"worried\">Worried about someone?</h2>\n    <p>If they are in danger now, ring <a href=\"tel:999\">999</a>. If you think somebody is being hurt, neglected or cheated, tell your council's social care team";
if (is(c.site?.helpline_phone)) {
o += ", or ring " + say(c.site?.helpline_name) + " on <a href=\"" + say(c.site?.helpline_link) + "\">" + say(c.site?.helpline_phone) + "</a>";
}
o += ".</p>\n  </section>\n";
if (is(c.entry?.similar)) {
o += "\n  <section aria-labelledby=\"similar\">\n    <h2 id=\"similar\">Others like this</h2>\n    <ul class=\"cards\">\n    ";
o += each(c, ["other"], c.entry?.similar, (c) => {
let o = "";
o += "\n      <li class=\"card\">\n        <div class=\"head\">\n          " + say((is(c.other?.help) ? call(c.patch, c.other?.help?.[0]) : undefined)) + "\n          <div>\n            <h3><a href=\"" + say(call(c.carry, together("/entry/", c.other?.id))) + "\">" + say(c.other?.name) + "</a></h3>\n            <p>" + say(c.other?.summary) + "</p>\n          </div>\n        </div>\n      </li>\n    ";
return o;
});
o += "\n    </ul>\n  </section>\n";
}
o += "\n";
if (!is(c.preview)) {
o += "\n  ";
o += include(c, "_send.html");
o += "\n";
}
o += "\n  ";
o += include(c, "_provenance.html");
o += "\n  </div>\n</article>\n";
return o;
},
    },
  },
  "find.html": {
    parent: "_page.html",
    body: (c) => {
let o = "";
({ card: c.card } = imported(c, "_card.html", true));
c.asked = c.answer?.question;
c.place = c.answer?.meaning?.place;
c.best = (is(c.place) ? "The best match comes first, then the nearest." : (is(c.asked?.q) ? "The best match comes first." : "Those we checked most lately come first."));
c.orders = { "": c.best, "nearest": (is(c.place) ? "The nearest come first." : c.best), "checked": "Those we checked most lately come first." };
c.found = (is(c.answer?.total) ? together(c.answer?.total, ((c.answer?.total === 1) ? " result" : " results")) : "No results");
return o;
},
    blocks: {
      title: (c) => {
let o = "";
o += say(c.found);
if (is(c.asked?.q)) {
o += ": " + say(c.asked?.q);
}
if (is(c.asked?.near)) {
o += " near " + say(c.asked?.near);
}
if ((c.answer?.page > 1)) {
o += ", page " + say(c.answer?.page);
}
o += " – " + say(c.site?.name);
return o;
},
      extra_head: (c) => {
let o = "";
o += "<meta name=\"robots\" content=\"noindex, follow\">\n";
if (is(c.links?.feed)) {
o += "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"What is new here\" href=\"" + say(c.links?.feed) + "\">";
}
return o;
},
      skip: (c) => {
let o = "";
o += "<a class=\"skip\" href=\"#results\">Skip to the results</a>";
return o;
},
      content: (c) => {
let o = "";
o += "\n<h1>Find help</h1>\n<div class=\"sewn\">";
o += include(c, "_search.html");
o += "</div>\n\n<div class=\"sides\">\n";
if (is(c.answer?.facets)) {
o += "\n  <div>";
o += include(c, "_filters.html");
o += "</div>\n";
}
o += "\n  <div>\n    <h2 id=\"results\" tabindex=\"-1\">" + say(c.found);
if (is(c.asked?.q)) {
o += " for “" + say(c.asked?.q) + "”";
}
if (is(c.asked?.near)) {
o += " near " + say(c.asked?.near);
}
o += "</h2>\n";
if (is(c.selected)) {
o += "\n    <div class=\"chosen\">\n      <h3>Selected filters</h3>\n      <ul class=\"chips\">\n      ";
o += each(c, ["filter"], c.selected, (c) => {
let o = "";
o += "\n        <li><a href=\"" + say(call(c.carry, c.filter?.remove_link)) + "\"><span class=\"cross\" aria-hidden=\"true\">×</span> Remove " + say(c.filter?.label) + "</a></li>\n      ";
return o;
});
o += "\n      ";
if (is(c.links?.["clear"])) {
o += "\n        <li><a class=\"bare\" href=\"" + say(call(c.carry, c.links?.["clear"])) + "\">Clear all</a></li>\n      ";
}
o += "\n      </ul>\n    </div>\n";
}
o += "\n";
o += include(c, "_meaning.html");
o += "\n";
if (is(c.answer?.total)) {
o += "\n    <p class=\"soft\">" + say(c.orders?.[c.asked?.sort]) + " Nobody can pay to be higher.</p>\n    <ol class=\"cards\"";
if ((c.answer?.page > 1)) {
o += " aria-label=\"Results, page " + say(c.answer?.page) + "\"";
}
o += ">\n    ";
o += each(c, ["result"], c.answer?.results, (c) => {
let o = "";
o += "\n" + say(call(c.card, c.result)) + "\n    ";
return o;
});
o += "\n    </ol>\n";
} else {
o += "\n    ";
o += include(c, "_nothing.html");
o += "\n";
}
o += "\n";
if (is(c.picture)) {
o += "\n    ";
o += include(c, "_picture.html");
o += "\n";
}
o += "\n";
if ((c.answer?.pages > 1)) {
o += "\n    <nav class=\"pages\" aria-label=\"Pages of results\">\n      ";
if (is(c.links?.previous)) {
o += "<a class=\"button plain\" href=\"" + say(call(c.carry, c.links?.previous)) + "\" rel=\"prev\">Previous<span class=\"away\"> page</span></a>";
}
o += "\n      <span>Page " + say(c.answer?.page) + " of " + say(c.answer?.pages) + "</span>\n      ";
if (is(c.links?.next)) {
o += "<a class=\"button plain\" href=\"" + say(call(c.carry, c.links?.next)) + "\" rel=\"next\">Next<span class=\"away\"> page</span></a>";
}
o += "\n    </nav>\n";
}
o += "\n";
if (is(c.answer?.total)) {
o += "\n    <p><a href=\"" + say(call(c.carry, "/about")) + "#order\">How we choose the order</a></p>\n    ";
o += include(c, "_send.html");
o += "\n";
}
o += "\n  </div>\n</div>\n";
return o;
},
    },
  },
  "home.html": {
    parent: "_page.html",
    body: (c) => {
let o = "";
({ patch: c.patch } = imported(c, "_patch.html", false));
return o;
},
    blocks: {
      title: (c) => {
let o = "";
o += say(c.site?.name) + ": " + say(c.site?.tagline);
return o;
},
      extra_head: (c) => {
let o = "";
o += "<meta name=\"description\" content=\"" + say(c.site?.tagline) + "\">";
return o;
},
      content: (c) => {
let o = "";
o += "\n<div class=\"hero\">\n  <div>\n    <h1>Find help from people near you</h1>\n    <p class=\"lead\">" + say(c.total) + " small " + say(((c.total === 1) ? "group or business" : "groups and very small businesses"));
if (is(c.site?.area)) {
o += " in " + say(c.site?.area);
}
o += ". Run by local people, for local people.</p>\n    <div class=\"sewn\">";
o += include(c, "_search.html");
o += "</div>\n  </div>\n  <div class=\"cloth\" aria-hidden=\"true\">\n    " + "\n    ";
o += each(c, ["turn"], call(c.range, 5), (c) => {
let o = "";
o += each(c, ["group"], c.groups, (c) => {
let o = "";
o += say(call(c.patch, c.group?.terms?.[c.turn]?.id));
return o;
}, (c) => is(c.group?.terms?.[c.turn]));
return o;
});
o += "\n  </div>\n</div>\n\n<section aria-labelledby=\"quilt\">\n  <h2 id=\"quilt\">What is on our patch</h2>\n  <p>Each patch is a kind of help. The number is how many offer it.</p>\n  <div class=\"sewn quilt\"><div>\n  ";
o += each(c, ["group"], c.groups, (c) => {
let o = "";
o += "\n    <section>\n      <h3>" + say(c.group?.label) + "</h3>\n      <ul>\n      ";
o += each(c, ["term"], c.group?.terms, (c) => {
let o = "";
o += "\n        <li><a href=\"" + say(call(c.carry, c.term?.link)) + "\">" + say(call(c.patch, c.term?.id)) + " <span>" + say(c.term?.label) + "</span> <span class=\"count\">(" + say(c.term?.count) + ")</span></a></li>\n      ";
return o;
});
o += "\n      </ul>\n    </section>\n  ";
return o;
}, (c) => is(c.group?.terms));
o += "\n  </div></div>\n</section>\n\n";
if (is(c.people)) {
o += "\n<section aria-labelledby=\"people\">\n  <h2 id=\"people\">Who it is for</h2>\n  <p>Most are for anyone. Some know a lot about helping:</p>\n";
c.chip = macro(c, ["person"], (c) => {
let o = "";
o += "\n    <li><a href=\"" + say(call(c.carry, c.person?.link)) + "\">" + say(c.person?.label) + " <span class=\"count\">(" + say(c.person?.count) + ")</span></a></li>\n";
return o;
});
o += "\n  <ul class=\"chips\">\n  ";
o += each(c, ["person"], within(c.people, undefined, 8), (c) => {
let o = "";
o += say(call(c.chip, c.person));
return o;
});
o += "\n  </ul>\n";
if (is(within(c.people, 8, undefined))) {
o += "\n  <details>\n    <summary>" + say(length(within(c.people, 8, undefined))) + " more</summary>\n    <ul class=\"chips\">\n    ";
o += each(c, ["person"], within(c.people, 8, undefined), (c) => {
let o = "";
o += say(call(c.chip, c.person));
return o;
});
o += "\n    </ul>\n  </details>\n";
}
o += "\n</section>\n";
}
o += "\n\n<div class=\"pair\">\n  <section aria-labelledby=\"how\">\n    <h2 id=\"how\">How this works</h2>\n    <p>Everyone here is small and local. Some are run by disabled people. Some are run by family carers. Some are one person working for themselves.</p>\n    <p><strong>Nobody pays to be here.</strong> There are no adverts, stars or ratings. The order of the list is the same for everyone.</p>\n    <p>We ask people if what we say is right, and every page tells you when we last asked.</p>\n    <p>You get in touch with them yourself. You choose. <a href=\"/about\">More about how this works</a></p>\n  </section>\n  <section aria-labelledby=\"person\">\n    <h2 id=\"person\">Can't find what you need?</h2>\n    ";
o += include(c, "_person.html");
o += "\n  </section>\n</div>\n";
return o;
},
    },
  },
  "list.html": {
    parent: "_page.html",
    body: (c) => {
let o = "";
({ card: c.card } = imported(c, "_card.html", true));
c.count = length(c.kept?.ids);
c.title = (is(c.count) ? together("A list of ", c.count) : "Your list");
return o;
},
    blocks: {
      title: (c) => {
let o = "";
o += say(c.title) + " – " + say(c.site?.name);
return o;
},
      extra_head: (c) => {
let o = "";
o += "<meta name=\"robots\" content=\"noindex, nofollow\">";
return o;
},
      before_main: (c) => {
let o = "";
o += "\n<nav class=\"wide back\" aria-label=\"Back\"><a href=\"" + say(call(c.carry, "/find")) + "\"><span aria-hidden=\"true\">←</span> Find " + say((is(c.count) ? "more " : undefined)) + "help</a></nav>\n";
return o;
},
      content: (c) => {
let o = "";
o += "\n<h1 id=\"list\" tabindex=\"-1\">" + say(c.title) + "</h1>\n";
if (!is(c.count)) {
o += "\n<p class=\"lead\">Nobody is on it yet.</p>\n<p><a href=\"" + say(call(c.carry, "/find")) + "\">Find help</a>, and press “Add to my list” beside anybody you like the look of.</p>\n<p>You need no account. The list is in the link of the page and nowhere else: whoever has the link has the list.</p>\n";
}
o += "\n";
if (is(c.kept?.note)) {
o += "\n<p class=\"notice note\">" + say(c.kept?.note) + "</p>\n";
}
o += "\n";
if (is(c.answer?.results)) {
o += "\n<h2 class=\"away\">Who is on it</h2>\n<ol class=\"cards\">\n";
o += each(c, ["result"], c.answer?.results, (c) => {
let o = "";
o += "\n" + say(call(c.card, c.result, c.loop?.first, c.loop?.last)) + "\n";
return o;
});
o += "\n</ol>\n";
}
o += "\n";
if (is(c.answer?.missing)) {
o += "\n<section class=\"notice\" aria-labelledby=\"missing\">\n  <h2 id=\"missing\">Not here now</h2>\n  <p>These are on the list, but nobody of that name is in the directory today. They may have a new name. They stay on the list in case they come back.</p>\n  <ul>\n  ";
o += each(c, ["id"], c.answer?.missing, (c) => {
let o = "";
o += "\n    <li>" + say(replace(c.id, "-", " ")) + ": <a href=\"" + say(call(c.carry, c.searches?.[c.id])) + "\">look for them</a>, or <a rel=\"nofollow\" href=\"" + say(call(c.take_off, c.id)) + "#list\">take them off the list</a></li>\n  ";
return o;
});
o += "\n  </ul>\n</section>\n";
}
o += "\n";
if (is(c.count)) {
o += "\n<p class=\"soft\">";
if (is(c.send?.link)) {
o += "This list is in the link of this page and nowhere else. Anybody who opens the link sees the same.";
} else {
o += "This list is in the address of this page and nowhere else. Print it or send it before you close the page.";
}
o += " " + say((is(c.kept?.is_full) ? "It is full: no more fit in a link." : undefined)) + "</p>\n<form class=\"words ask\" action=\"/list#list\" method=\"get\">\n  <input type=\"hidden\" name=\"ids\" value=\"" + say(join(c.kept?.ids, ",")) + "\">\n  <label for=\"note\">" + say((is(c.kept?.note) ? "Change the note" : "Write a note to go with it")) + "</label>\n  <p class=\"hint\" id=\"note-hint\">For example: “Ring Sam first.” It becomes part of the " + say((is(c.send?.link) ? "link" : "address")) + ", so write nothing private.</p>\n  <textarea id=\"note\" name=\"note\" rows=\"3\" maxlength=\"" + say(c.longest_note) + "\" aria-describedby=\"note-hint\">" + say(c.kept?.note) + "</textarea>\n  <button class=\"button\">Put the note on the list</button>\n</form>\n";
o += include(c, "_send.html");
o += "\n";
}
o += "\n";
return o;
},
    },
  },
  "offline.html": {
    parent: "_page.html",
    body: (c) => {
let o = "";
return o;
},
    blocks: {
      title: (c) => {
let o = "";
o += "This page needs a signal – " + say(c.site?.name);
return o;
},
      content: (c) => {
let o = "";
o += "\n<div class=\"words\">\n<h1>This page needs a signal</h1>\n<p>It is not one of those that you can read offline. Try again when you are online. If you had written something, go back: your words should still be there.</p>\n";
if (is(c.tell)) {
o += "\n<p>Do you want to tell us what to change? ";
o += include(c, "_tell.html");
o += "</p>\n";
}
o += "\n<ul class=\"rows\">\n  <li><a href=\"" + say(call(c.carry, "/find")) + "\">Find help</a></li>\n  <li><a href=\"" + say(call(c.carry, "/")) + "\">Go to the front page</a></li>\n</ul>\n<h2>Or ask a person</h2>\n";
o += include(c, "_person.html");
o += "\n</div>\n";
return o;
},
    },
  },
  "suggest_offline.html": {
    parent: "_page.html",
    body: (c) => {
let o = "";
o += "\n";
c.pressed = macro(c, [], (c) => {
let o = "";
o += "\n<form action=\"" + say(c.at) + "#next\" method=\"post\" accept-charset=\"utf-8\">\n";
o += each(c, ["name", "value"], c.unsent?.given, (c) => {
let o = "";
o += "\n<input type=\"hidden\" name=\"" + say(c.name) + "\" value=\"" + say(c.value) + "\">\n";
return o;
});
o += "\n<p>" + say(call(c.caller)) + "</p>\n</form>\n";
return o;
});
return o;
},
    blocks: {
      title: (c) => {
let o = "";
o += "This has not been sent yet – " + say(c.site?.name);
return o;
},
      content: (c) => {
let o = "";
o += "\n<div class=\"words ask\">\n<h1 id=\"next\" tabindex=\"-1\">This has not been sent yet</h1>\n<p class=\"lead\">You are offline, so we could not look it over. Nothing you wrote is lost, but <strong>it is not kept either</strong>: choose one of these before you leave this page.</p>\n<p>To change something, go back in your browser.</p>\n<section class=\"sewn\" aria-labelledby=\"send\">\n<h2 id=\"send\">Send it</h2>\n";
if (is(c.unsent?.email)) {
o += "\n<p><a class=\"button\" href=\"" + say(c.unsent?.email) + "\">Send it by email</a></p>\n<p class=\"hint\">Your email program keeps it until there is a signal.";
if (is(c.unsent?.paste)) {
o += " This one is too long to fit, so download the file first and put it with the email.";
}
o += "</p>\n";
}
o += "\n";
o += say(c.pressed.calling(part(c, (c) => {
let o = "";
o += "<button class=\"button" + say((is(c.unsent?.email) ? " plain" : undefined)) + "\" name=\"do\" value=\"download\">Download the file</button>";
return o;
})));
o += "\n<p class=\"hint\">It is called " + say(c.unsent?.file) + ". ";
if (is(c.site?.helpline_phone)) {
o += "Give or send it to " + say(c.site?.helpline_name) + ": ring " + say(c.site?.helpline_phone) + " and they will tell you how.";
} else {
o += "Give or send it to the people who keep this site.";
}
o += "</p>\n";
o += say(c.pressed.calling(part(c, (c) => {
let o = "";
o += "<button class=\"button plain\" name=\"do\" value=\"look\">Try again</button>";
return o;
})));
o += "\n<p class=\"hint\">With a signal, you see how your page will look, and anything to put right, before you send it.</p>\n<div class=\"one\">\n  <label for=\"file\">Or copy it from here</label>\n  <p class=\"hint\" id=\"file-hint\">Press in the box, choose “Select all”, then “Copy”. The ### marks tell our program where each answer begins.</p>\n  <textarea id=\"file\" rows=\"10\" readonly aria-describedby=\"file-hint\">\n" + say(c.unsent?.text) + "</textarea>\n</div>\n</section>\n</div>\n";
return o;
},
    },
  },
  "take-it-with-you.html": {
    parent: "_page.html",
    body: (c) => {
let o = "";
return o;
},
    blocks: {
      title: (c) => {
let o = "";
o += "Take it with you – " + say(c.site?.name);
return o;
},
      extra_head: (c) => {
let o = "";
o += "<meta name=\"description\" content=\"Have all of " + say(c.site?.name) + " where there is no signal: on a phone, on a memory stick, in one file or on paper.\">";
return o;
},
      content: (c) => {
let o = "";
o += "\n<div class=\"words\">\n<h1>Take it with you</h1>\n<p class=\"lead\">You can have all of " + say(c.site?.name) + " where there is no signal. It is free, and you need no account.</p>\n<p>It has " + say(c.build?.entries) + " " + say(((c.build?.entries === 1) ? "entry" : "entries")) + ", as they were on " + say(call(c.plain_date, c.build?.on)) + ". People move, stop and start. So get it again from time to time.</p>\n\n<section aria-labelledby=\"device\">\n<h2 id=\"device\">On this phone or computer</h2>\n<p>This site can keep itself on what you are reading it on. Then you can look for help and read every page with no signal. What you type with no signal stays with you.</p>\n<p class=\"notice\" id=\"copy\" role=\"status\">Your browser needs JavaScript for this. The files below work without it.</p>\n<p>To find it again, put it on your home screen: look in your browser's menu for “Add to Home screen”, or “Install”. On an iPhone it is under the Share button, and you need to do it: a copy that is not on the home screen may be gone after a week.</p>\n</section>\n\n<section aria-labelledby=\"files\">\n<h2 id=\"files\">To carry or to send</h2>\n<p>These open on a computer that has no internet.</p>\n<ul class=\"rows\">\n";
o += each(c, ["edition"], c.editions, (c) => {
let o = "";
o += "\n<li>";
if (is(c.edition?.size)) {
o += "<a href=\"/take-it-with-you/" + say(c.edition?.name) + "\">" + say(c.edition?.label) + "</a> <span class=\"soft\">" + say(call(c.plain_size, c.edition?.size)) + ", made on " + say(call(c.plain_date, c.edition?.made_on)) + "</span>";
} else {
o += "<strong>" + say(c.edition?.label) + "</strong> <span class=\"soft\">" + say((is(c.offline) ? "needs a signal" : "not here yet")) + "</span>";
}
o += "<br>" + say(c.edition?.use) + "</li>\n";
return o;
});
o += "\n</ul>\n";
if (is(c.offline)) {
o += "\n<p>Come back to this page when you have a signal, and you can get those that we have.</p>\n";
} else {
o += "\n<p>";
if (is(list(rejectAttribute(c.editions, "size")))) {
o += "For one that is not here yet";
} else {
o += "For a smaller one";
}
o += ", ask " + say((is(c.site?.helpline_phone) ? c.site?.helpline_name : "the people who keep this site"));
if (is(c.site?.helpline_phone)) {
o += " on <a href=\"" + say(c.site?.helpline_link) + "\">" + say(c.site?.helpline_phone) + "</a>";
}
o += ". They can make one with everything in it, or with only one town or one kind of help.</p>\n";
}
o += "\n</section>\n\n<section aria-labelledby=\"visit\">\n<h2 id=\"visit\">Before you visit somebody</h2>\n<ol>\n<li>Open this page where you have a signal. Wait until it says that it is on your phone.</li>\n<li><a href=\"" + say(call(c.carry, "/find")) + "\">Find help</a> that may fit, and press “Add to my list” beside each.</li>\n<li>Print the list, or send it to the family. The list is in the link of its page, so it opens with no signal too.</li>\n</ol>\n</section>\n\n<section aria-labelledby=\"some\">\n<h2 id=\"some\">As a spreadsheet, or only some of it</h2>\n<p>Look for what you need. At the foot of the results you can download just those, send them or print them. For all of it as a spreadsheet or in other forms, see <a href=\"" + say(call(c.carry, "/downloads")) + "\">Download everything</a>.</p>\n</section>\n</div>\n";
return o;
},
    },
  },
};
