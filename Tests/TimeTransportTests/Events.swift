/// Carries values from the code under test to the test, which awaits them in order.
struct Events<Element: Sendable>: Sendable {
    private let stream: AsyncStream<Element>
    private let continuation: AsyncStream<Element>.Continuation

    init(of _: Element.Type = Element.self) { (stream, continuation) = AsyncStream.makeStream() }

    func send(_ element: Element) { continuation.yield(element) }

    /// The next value. To be awaited by one task at a time.
    func next() async throws -> Element {
        for await element in stream { return element }
        throw CancellationError()
    }

    func next(_ count: Int) async throws -> [Element] {
        var elements: [Element] = []
        for await element in stream {
            elements.append(element)
            if elements.count == count { return elements }
        }
        throw CancellationError()
    }
}

/// Lets other tasks run until `condition` holds.
func eventually(_ condition: () -> Bool) async throws {
    while !condition() {
        try Task.checkCancellation()
        await Task.yield()
    }
}
