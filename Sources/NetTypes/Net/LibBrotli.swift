/// Brotli's decoder, for answers that are packed with it.
import Engine
import Glibc

struct LibBrotli {
  private typealias State = UnsafeMutableRawPointer
  private typealias Step = @convention(c) (
    State, UnsafeMutablePointer<Int>, UnsafeMutablePointer<UnsafePointer<UInt8>?>, UnsafeMutablePointer<Int>, UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>,
    UnsafeMutablePointer<Int>?
  ) -> Int32
  private typealias Make = @convention(c) (UnsafeRawPointer?, UnsafeRawPointer?, UnsafeRawPointer?) -> State?
  private typealias Free = @convention(c) (State?) -> Void
  private let make: Make
  private let free: Free
  private let step: Step
  private static let installed = LibBrotli()

  private init?() {
    guard var library = LoadedLibrary("libbrotlidec.so.1") else { return nil }
    (make, free) = (library.symbol("BrotliDecoderCreateInstance"), library.symbol("BrotliDecoderDestroyInstance"))
    step = library.symbol("BrotliDecoderDecompressStream")
    guard library.isWhole else { return nil }
  }

  /// - Throws: a sentence that names the package to install; `InvalidDataException` for what is not Brotli
  static func unpack(_ packed: [UInt8]) throws -> [UInt8] {
    guard let installed else {
      throw netError("System.DllNotFoundException", "The answer is packed with Brotli, and the library that unpacks it is not installed. Install the package libbrotli1.")
    }
    return try installed.unpack(packed)
  }
  private func unpack(_ packed: [UInt8]) throws -> [UInt8] {
    guard let state = make(nil, nil, nil) else { return [] }
    defer { free(state) }
    var all: [UInt8] = [], piece = [UInt8](repeating: 0, count: 1 << 16)
    return try packed.withUnsafeBufferPointer { input in
      var left = input.count, next = input.baseAddress
      while true {
        var room = piece.count
        let result = piece.withUnsafeMutableBufferPointer { output in
          var at = output.baseAddress
          return step(state, &left, &next, &room, &at, nil)
        }
        all += piece[..<(piece.count - room)]
        // 1: the end; 3: more is to come
        if result == 1 { return all }
        guard result == 3, all.count < 1 << 31 else { throw netError("System.InvalidOperationException", "Decoder ran into invalid data.") }
      }
    }
  }
}
