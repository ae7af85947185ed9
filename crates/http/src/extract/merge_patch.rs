//! JSON Merge Patch (RFC 7396): the patch is applied to the editable form of the resource, and the result is
//! checked as if it had been sent whole. So PUT and PATCH have one set of rules.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use vmj_domain::broken::Broken;

use super::body::{parse, read};
use super::violations::{Parse, Reading};
use crate::problem::{Place, Problem, ProblemCode};

/// A merge patch of a `T`.
#[derive(Debug)]
pub struct MergePatch<T> {
    patch: Result<Value, Problem>,
    target: PhantomData<T>,
}

impl<T: Parse + Serialize + DeserializeOwned> MergePatch<T> {
    /// The meaning of the resource after the patch.
    ///
    /// # Errors
    /// 408, 413, 415, 400 or 422: what is wrong with the patch or its outcome.
    pub fn applied_to(&self, current: &T) -> Result<T::Value, Problem> {
        self.applied_with(current, |_| Vec::new())
    }

    /// As [`MergePatch::applied_to`], with rules that need more than the form: what they find is reported together with
    /// the rest.
    ///
    /// # Errors
    /// 408, 413, 415, 400 or 422: what is wrong with the patch or its outcome.
    pub fn applied_with(
        &self,
        current: &T,
        rules: impl FnOnce(&T::Value) -> Vec<Broken>,
    ) -> Result<T::Value, Problem> {
        self.merged(current)?.checked_with(Place::Body, rules)
    }

    /// What could be read of the resource after the patch, for rules that ask the database.
    ///
    /// # Errors
    /// 408, 413, 415, 400 or 422: the patch or its outcome is not of the right shape.
    pub fn read_over(&self, current: &T) -> Result<Reading<T::Value>, Problem> {
        Ok(self.merged(current)?.read(Place::Body))
    }

    fn merged(&self, current: &T) -> Result<T, Problem> {
        let patch = self.patch.as_ref().map_err(Clone::clone)?;
        let mut merged = serde_json::to_value(current).map_err(|error| {
            tracing::error!(%error, "an editable form is not JSON");
            Problem::new(ProblemCode::InternalError)
        })?;
        json_patch::merge(&mut merged, patch);
        let bytes = merged.to_string();
        parse(bytes.as_bytes())
    }
}

impl<T: 'static> FromRequest for MergePatch<T> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let bytes = read(request, payload, &["application/merge-patch+json", "application/json"]);
        Box::pin(async move {
            Ok(Self { patch: bytes.await.and_then(|bytes| parse(&bytes)), target: PhantomData })
        })
    }
}
