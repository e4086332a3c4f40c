// What stands on the page at first: drafts of all sorts, and the settings they are read with.

export const SETTINGS = `competitors = ["DoughPro"]

[me]
name = "Maya Lindqvist"
role = "sourdough baker"
about = "I run a small bakery school in Bristol"
brands = ["Rye & Shine"]
links = ["ryeandshine.example"]

[[groups]]
name = "Bakers of Bristol"
host = "Ann Carter"
promotion = "with-permission"

[[people]]
name = "Ann Carter"
likes = "rye starters"

[[people]]
name = "Tom Reed"
`;

export const SAMPLES = [
  {
    name: "course.md",
    title: "Post in a group",
    text: `---
to: Bakers of Bristol
kind: post
---

Hello everyone!

The rye thread last week was a joy, and my crust has never been better. A tip in return: score the loaf at a low angle, and it will not tear.

My own course is on Saturday mornings: sign up at ryeandshine.example, only three places left!
The one at DoughPro is a rip-off run by people who cannot bake.

How do you all keep your starters alive in August?
`,
  },
  {
    name: "invite.md",
    title: "Invitation",
    text: `---
to: Ann Carter
kind: invite
---

Dear Sir/Madam, love your content! Please like my page and share it with your friends.
`,
  },
  {
    name: "template.md",
    title: "Template",
    text: `---
to: Tom Reed
kind: message
---

Hi {{first_name}},

I came across your profile and was impressed. Our game-changing platform helps bakeries like [company] to 10x their revenue. ACT NOW!!! This offer ends tonight.

Book a call with me at https://ryeandshine.example/call

Thanks in advance!
`,
  },
  {
    name: "after-a-no.md",
    title: "After a no",
    text: `---
to: Ann Carter
kind: follow-up
reply: declined
---

Hi Ann,

After all I have done for this group I did expect more. I guess small businesses don't matter to you. Please reconsider, just this once: let me post my course.

Just bumping this, did you see my last message?
`,
  },
  {
    name: "guest.md",
    title: "A good guest",
    text: `---
to: Bakers of Bristol
kind: post
---

Hello everyone! I'm Maya, I run a small bakery school in Bristol.

Your thread on rye in cold kitchens got me through the winter, above all Tom's trick with the oven light. A tip in return: feed the starter twice on the day before you bake, and the crumb opens up.

What do you do with the starter that is left over?
`,
  },
];
