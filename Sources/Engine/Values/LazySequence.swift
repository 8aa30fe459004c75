/// A sequence whose elements are made on demand.
open class LazySequence: Ref {
  /// The next element; nil at the end.
  open func next(_ context: ExecutionContext) throws -> Value? { nil }
}
