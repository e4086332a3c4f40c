//! The words in which a draft's circumstances are told: kind, relationship, permission, reply.

/// Declares an enumeration whose values have names that people write.
macro_rules! named {
    ($(#[$doc:meta])* $type:ident { $($(#[$value_doc:meta])* $value:ident = $name:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $type { $($(#[$value_doc])* $value),+ }

        impl $type {
            /// All values, as people write them.
            pub const NAMES: &'static [&'static str] = &[$($name),+];

            /// The value as people write it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$value => $name),+ }
            }

            /// The value of that name.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$value),)+ _ => None }
            }
        }
    };
}

named! {
    /// What a draft is going to be.
    Kind {
        /// To a group.
        Post = "post",
        /// In somebody's thread.
        Comment = "comment",
        /// Private: a direct message or an e-mail.
        Message = "message",
        /// A friend or connection request.
        Invite = "invite",
        /// A message after an earlier one.
        FollowUp = "follow-up",
    }
}

named! {
    /// How well writer and recipient know one another.
    Relationship {
        /// Not at all.
        Stranger = "stranger",
        /// They have met.
        Acquainted = "acquainted",
        /// They are friends.
        Friend = "friend",
    }
}

named! {
    /// What the host has said about promotion in the group.
    Permission {
        /// Nothing: nobody has asked.
        None = "none",
        /// Nothing yet.
        Asked = "asked",
        /// Yes.
        Granted = "granted",
        /// No.
        Declined = "declined",
    }
}

named! {
    /// What the recipient has answered.
    Reply {
        /// Nothing.
        None = "none",
        /// Yes.
        Accepted = "accepted",
        /// No.
        Declined = "declined",
    }
}

named! {
    /// Where a draft is going to be posted; its length limits apply.
    Platform {
        /// Bluesky.
        Bluesky = "bluesky",
        /// Discord.
        Discord = "discord",
        /// Hacker News.
        HackerNews = "hackernews",
        /// Instagram.
        Instagram = "instagram",
        /// LinkedIn.
        Linkedin = "linkedin",
        /// Mastodon.
        Mastodon = "mastodon",
        /// Reddit.
        Reddit = "reddit",
        /// Threads.
        Threads = "threads",
        /// X, formerly Twitter.
        X = "x",
    }
}

impl Kind {
    /// Whether a draft of this kind goes to one person in private.
    #[must_use]
    pub const fn is_private(self) -> bool {
        matches!(self, Self::Message | Self::Invite | Self::FollowUp)
    }

    /// Whether a draft of this kind is shown to a host's guests.
    #[must_use]
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Post | Self::Comment)
    }
}
