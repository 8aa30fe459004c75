/// A sequence whose elements are made on demand.
open class LazySequence: Ref {
  open func next(_ context: ExecutionContext) throws -> Value? { nil }
}
