//! A place in the document: a value together with the JSON pointer that leads to it.

use serde_json::Value;

/// References may chain, but a document where they turn in a circle is broken.
const LONGEST_CHAIN: usize = 16;

#[derive(Clone)]
pub(super) struct Node<'d> {
    root: &'d Value,
    pub(super) pointer: String,
    pub(super) value: &'d Value,
}

impl<'d> Node<'d> {
    pub(super) fn root(root: &'d Value) -> Self {
        Self { root, pointer: String::new(), value: root }
    }

    /// The member as it is written, which may be a `$ref`.
    pub(super) fn child(&self, key: &str) -> Option<Self> {
        Some(self.with(key, self.value.get(key)?))
    }

    /// The member, or what it refers to.
    pub(super) fn get(&self, key: &str) -> Option<Self> {
        self.child(key).map(Self::follow)
    }

    /// What the reference at this place leads to; the place itself when there is none.
    pub(super) fn follow(self) -> Self {
        let mut here = self;
        for _ in 0..LONGEST_CHAIN {
            let Some(target) = here.text("$ref") else { return here };
            let pointer = target.trim_start_matches('#').to_owned();
            let value = here.root.pointer(&pointer);
            let value = value.unwrap_or_else(|| panic!("#{}: nothing is at {target}", here.pointer));
            here = Self { root: here.root, pointer, value };
        }
        panic!("#{}: references in a circle", here.pointer)
    }

    /// Like `follow`, unless something stands beside the reference, which counts too in a schema.
    pub(super) fn follow_alias(self) -> Self {
        let mut here = self;
        for _ in 0..LONGEST_CHAIN {
            match here.value.as_object() {
                Some(object) if object.len() == 1 && object.contains_key("$ref") => {}
                _ => return here,
            }
            let target = here.text("$ref").unwrap_or_default().trim_start_matches('#').to_owned();
            let Some(value) = here.root.pointer(&target) else { return here };
            here = Self { root: here.root, pointer: target, value };
        }
        here
    }

    /// The members of an object, as they are written.
    pub(super) fn entries(&self) -> Vec<(&'d str, Self)> {
        let members = self.value.as_object().into_iter().flatten();
        members.map(|(key, value)| (key.as_str(), self.with(key, value))).collect()
    }

    /// The items of an array, as they are written.
    pub(super) fn items(&self) -> Vec<Self> {
        let items = self.value.as_array().into_iter().flatten().enumerate();
        items.map(|(index, value)| self.with(&index.to_string(), value)).collect()
    }

    /// The members of the member `key`, none when it is absent.
    pub(super) fn entries_of(&self, key: &str) -> Vec<(&'d str, Self)> {
        self.child(key).map(|child| child.entries()).unwrap_or_default()
    }

    /// The items of the member `key`, none when it is absent.
    pub(super) fn items_of(&self, key: &str) -> Vec<Self> {
        self.child(key).map(|child| child.items()).unwrap_or_default()
    }

    pub(super) fn text(&self, key: &str) -> Option<&'d str> {
        self.value.get(key)?.as_str()
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.value.get(key).is_some()
    }

    pub(super) fn is_true(&self, key: &str) -> bool {
        self.value.get(key) == Some(&Value::Bool(true))
    }

    fn with(&self, key: &str, value: &'d Value) -> Self {
        let key = key.replace('~', "~0").replace('/', "~1");
        Self { root: self.root, pointer: format!("{}/{key}", self.pointer), value }
    }
}
