//! Elements, built by plain calls: `el("p.note").add("…")`.

use std::borrow::Cow;

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement, Node};

use super::cell::{Memo, effect, keep};
use super::event::{Ear, document};
use super::view::{Kid, View};

/// An element under construction.
pub(crate) struct El(Element);

/// An element of HTML, with what it always has, as CSS would select it: `p.note`, `th[scope=col]`.
pub(crate) fn el(marks: &str) -> El {
    let (tag, marks) = split(marks);
    let made = document().create_element(tag).unwrap_or_else(|_| unreachable!("{tag} is a tag"));
    mark(&made, marks);
    El(made)
}

/// A button that submits nothing; `marks` begins with its classes.
pub(crate) fn button(marks: &str) -> El {
    let button = el("button[type=button]");
    mark(&button.0, marks);
    button
}

/// An element of a drawing.
pub(crate) fn svg(marks: &str) -> El {
    let (tag, marks) = split(marks);
    let made = document().create_element_ns(Some("http://www.w3.org/2000/svg"), tag);
    let made = made.unwrap_or_else(|_| unreachable!("{tag} is a tag"));
    mark(&made, marks);
    El(made)
}

fn split(marks: &str) -> (&str, &str) {
    marks.split_at(marks.find(['.', '[']).unwrap_or(marks.len()))
}

/// Classes, each after a full stop, then attributes in brackets.
fn mark(element: &Element, marks: &str) {
    let (classes, attributes) = marks.split_once('[').unwrap_or((marks, ""));
    for class in classes.split('.').filter(|it| !it.is_empty()) {
        drop(element.class_list().add_1(class));
    }
    for attribute in attributes.split('[') {
        let (name, value) = attribute.trim_end_matches(']').split_once('=').unwrap_or((attribute, ""));
        if !name.is_empty() {
            drop(element.set_attribute(name.trim_end_matches(']'), value));
        }
    }
}

impl El {
    /// Hangs something into it, behind what hangs there.
    pub(crate) fn add(self, kid: impl Kid) -> Self {
        Self(kid.hang_in(self.0.into()).unchecked_into())
    }

    /// The classes that it always has.
    pub(crate) fn class(self, class: impl Given) -> Self {
        self.attr("class", class)
    }

    /// An attribute: there with a text, there without one (`true`), or not there (`false`, `None`).
    pub(crate) fn attr(self, name: &'static str, value: impl Given) -> Self {
        value.give(self, Spot::Attribute, name)
    }

    /// An ARIA state, which says in words whether something is so.
    pub(crate) fn aria(self, name: &'static str, is_so: impl Given) -> Self {
        is_so.give(self, Spot::Aria, name)
    }

    /// A class that comes and goes.
    pub(crate) fn class_if(self, name: &'static str, is_on: impl Given) -> Self {
        is_on.give(self, Spot::Class, name)
    }

    /// A property of the element itself: what a field holds, where the attribute is only what it began with.
    pub(crate) fn prop(self, name: &'static str, value: impl Given) -> Self {
        value.give(self, Spot::Property, name)
    }

    /// A property of its style.
    pub(crate) fn style(self, name: &'static str, value: impl Given) -> Self {
        value.give(self, Spot::Style, name)
    }

    /// Hears events.
    pub(crate) fn on(self, name: &'static str, hear: impl FnMut(Event) + 'static) -> Self {
        listen(self, name, false, Box::new(hear))
    }

    /// Hears events of a kind of their own: of keys, of a pointer, of a drop.
    pub(crate) fn on_as<E: JsCast>(self, name: &'static str, mut hear: impl FnMut(E) + 'static) -> Self {
        self.on(name, move |event| hear(event.unchecked_into()))
    }

    /// Hears events before the elements inside do.
    pub(crate) fn on_capture(self, name: &'static str, hear: impl FnMut(Event) + 'static) -> Self {
        listen(self, name, true, Box::new(hear))
    }

    /// A handle on the element itself, as what it is known to be.
    pub(crate) fn node<T: JsCast>(&self) -> T {
        self.0.clone().unchecked_into()
    }
}

impl Kid for El {
    fn hang(self, parent: &Node) {
        self.0.hang(parent);
    }

    #[inline(never)]
    fn hang_in(self, parent: Node) -> Node {
        self.hang(&parent);
        parent
    }

    fn view(self) -> View {
        View::of(self.0.into())
    }
}

impl Kid for Element {
    fn hang(self, parent: &Node) {
        View::of(self.into()).hang(parent);
    }
}

/// What an attribute, a class, a property or a style is given: once, or again each time that it changes.
///
/// The element goes in and comes out by value, and what is done is a call: there are hundreds of places that do it, and
/// each would otherwise keep its elements in memory to lend them.
pub(crate) trait Given {
    /// Gives it to `element`.
    fn give(self, element: El, spot: Spot, name: &'static str) -> El;
}

/// Something that changes.
pub(crate) trait Live {
    /// What it is now.
    fn now(&self) -> Value;
}

// A trait of one method: the table of a `dyn Fn` has three ways to call it, and there are hundreds of tables.
impl<V: Into<Value>, F: Fn() -> V> Live for F {
    fn now(&self) -> Value {
        self().into()
    }
}

/// What can be given.
#[derive(PartialEq)]
pub(crate) enum Value {
    /// It is not there, or not so.
    No,
    /// It is there, or it is so.
    Yes,
    /// It is this.
    Text(Cow<'static, str>),
}

macro_rules! still {
    ($($kind:ty),+) => {
        $(impl Given for $kind {
            #[inline(never)]
            fn give(self, element: El, spot: Spot, name: &'static str) -> El {
                put(&element.0, spot, name, &self.into());
                element
            }
        })+
    };
}

still!(bool, usize, &'static str, String, Option<&'static str>, Option<String>);

/// Something that changes, computed where it stands.
impl<V: Into<Value>, F: Fn() -> V + 'static> Given for F {
    fn give(self, element: El, spot: Spot, name: &'static str) -> El {
        follow(element, spot, name, Box::new(self))
    }
}

impl<T: Clone + Into<Value> + 'static> Given for Memo<T> {
    #[inline(never)]
    fn give(self, element: El, spot: Spot, name: &'static str) -> El {
        follow(element, spot, name, Box::new(move || self.get()))
    }
}

impl From<bool> for Value {
    fn from(is_so: bool) -> Self {
        if is_so { Self::Yes } else { Self::No }
    }
}

impl From<&'static str> for Value {
    fn from(text: &'static str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        number.to_string().into()
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(it: Option<T>) -> Self {
        it.map_or(Self::No, Into::into)
    }
}

/// Where something is given.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spot {
    /// See [`El::attr`].
    Attribute,
    /// See [`El::aria`].
    Aria,
    /// See [`El::class_if`].
    Class,
    /// See [`El::prop`].
    Property,
    /// See [`El::style`].
    Style,
}

#[inline(never)]
fn follow(given: El, spot: Spot, name: &'static str, value: Box<dyn Live>) -> El {
    let element = given.0.clone();
    let mut old = None;
    effect(move || {
        let new = value.now();
        // A property is set each time: a person may have changed what the field holds since.
        if old.as_ref() != Some(&new) || spot == Spot::Property {
            put(&element, spot, name, &new);
            old = Some(new);
        }
    });
    given
}

// None of these can fail with the fixed, valid names that components give.
fn put(element: &Element, spot: Spot, name: &str, value: &Value) {
    match (spot, value) {
        (Spot::Attribute, Value::No) => drop(element.remove_attribute(name)),
        (Spot::Attribute, Value::Yes) => drop(element.set_attribute(name, "")),
        (Spot::Attribute, Value::Text(text)) => drop(element.set_attribute(name, text)),
        (Spot::Aria, value) => {
            drop(element.set_attribute(name, if *value == Value::No { "false" } else { "true" }));
        }
        (Spot::Class, value) => {
            drop(element.class_list().toggle_with_force(name, *value == Value::Yes));
        }
        (Spot::Property, value) => {
            let value = match value {
                Value::No => JsValue::FALSE,
                Value::Yes => JsValue::TRUE,
                Value::Text(text) => JsValue::from_str(text),
            };
            drop(Reflect::set(element, &JsValue::from_str(name), &value));
        }
        (Spot::Style, value) => {
            let text = if let Value::Text(text) = value { text } else { "" };
            drop(element.unchecked_ref::<HtmlElement>().style().set_property(name, text));
        }
    }
}

#[inline(never)]
fn listen(element: El, name: &'static str, is_capture: bool, hear: Box<dyn FnMut(Event)>) -> El {
    keep(Ear::new(element.0.clone().into(), name, is_capture, hear));
    element
}
